/** The parts of the API, in the order in which they are read. */
export const tags = [
  { name: 'Integration sources', description: 'Registered databases and SaaS instances: settings, connection tests, and the connectors there are.' },
  { name: 'Airbyte syncs', description: 'Sources that Airbyte brings: the account, how syncs fare, starting one, and reconnecting.' },
  { name: 'Jobs', description: 'Scans and syncs: start, follow, cancel.' },
  { name: 'Review', description: 'One queue over relationships, associations and entity links; decisions are kept, and taken back as one.' },
  { name: 'Map', description: 'Tables and SaaS objects of all sources, the edges between them, and the best ways to join two.' },
  { name: 'Relationships', description: 'Column to table.column inside one database source, with evidence, decisions and their history.' },
  { name: 'SaaS associations', description: 'Object to object inside one SaaS source, with evidence, decisions and their history.' },
  { name: 'Entity links', description: 'Attribute to attribute across two sources: where the same thing lives twice.' },
  {
    name: 'Crosswalks',
    description: 'Which record is which: runs over approved entity links, their pairs with reasons, and what people say of them.',
  },
  { name: 'Databases and schemas', description: 'What a database source holds, above its tables.' },
  { name: 'Tables and columns', description: 'Tables with their size and quality; columns with the profile that the last scan measured.' },
  { name: 'SaaS objects and fields', description: 'What a SaaS source holds, with the profile that the last scan measured.' },
  { name: 'Ontology', description: 'What an organization means by its words, in versions, as JSON or YAML.' },
  { name: 'Organizations', description: 'Tenants: nothing of one is ever seen by another.' },
  { name: 'Members', description: 'Who belongs to an organization, and as what.' },
  { name: 'User identifiers', description: 'Who a person is inside the connected systems.' },
  { name: 'Tokens', description: 'Personal access tokens, and who the bearer of one is.' },
  { name: 'Session', description: 'Signing in and out of the web app: a session stands for tokens that scripts of a page never see.' },
  { name: 'Audit', description: 'What was done, by whom: a log that cannot be changed unnoticed.' },
] as const;

export type Tag = (typeof tags)[number]['name'];
