/** The parts of the API, in the order in which they are read. */
export const tags = [
  { name: 'Integration sources', description: 'Registered databases and SaaS instances: settings, connection tests, scans' },
  { name: 'Databases and schemas', description: 'What a database source holds, above its tables' },
  { name: 'Tables and columns', description: 'Tables with their row counts; columns with the profile that the last scan measured' },
  { name: 'Relationships', description: 'Column → table.column inside one database source, with evidence, decisions and their history' },
  { name: 'Jobs', description: 'Scans under way and done: state, progress, cancel' },
] as const;
