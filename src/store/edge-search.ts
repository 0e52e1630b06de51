import { sql, type RawBuilder } from 'kysely';

/** A text that more edges than this may show is looked for edge by edge: to look each of these up would cost more. */
const fewEdges = 2000;

/**
 * `columns` of an organization's edges, `edge` by name, that fulfil the condition and show the text, in whatever case, in the name of an entity, of an
 * attribute, or in both with a dot between them. The text is looked for among the names, which are few, and the edges with such names are looked up.
 * Where many edges have such names `often` reads them: it is given the condition that an edge shows the text.
 */
export function edgesThatShow(
  organizationId: string,
  text: string,
  columns: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
  often: (shown: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const shown = showsText(text);
  return sql`
    WITH found AS MATERIALIZED (
      SELECT from_source_id, edge_id FROM edges_by_name
      WHERE organization_id = ${organizationId}::uuid AND name_id = ANY(ARRAY(
        SELECT id FROM edge_names WHERE organization_id = ${organizationId}::uuid AND ${hasPart(sql`name`, text)}
      ))
      LIMIT ${sql.lit(fewEdges + 1)}
    ), counted AS MATERIALIZED (SELECT count(*) <= ${sql.lit(fewEdges)} AS are_few FROM found)
    SELECT edge.*
    FROM (SELECT DISTINCT from_source_id, edge_id FROM found WHERE (SELECT are_few FROM counted)) AS found
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM edge_queue AS edge
      WHERE edge.organization_id = ${organizationId}::uuid AND edge.from_source_id = found.from_source_id AND edge.id = found.edge_id
        AND ${condition} AND ${shown} OFFSET 0
    ) AS edge
    UNION ALL
    SELECT * FROM (${often(sql`NOT (SELECT are_few FROM counted) AND ${shown}`)}) AS edge`;
}

/** The condition on an edge itself. */
export const showsText = (text: string): RawBuilder<unknown> => contains(sql`edge.search_text`, text);

/** What is true of a name of every edge that shows the text: it has all of it, or what is on one side of the dot between an entity and its attribute. */
function hasPart(name: RawBuilder<unknown>, text: string): RawBuilder<unknown> {
  const parts = text.split('.');
  if (parts.length > 2) return contains(name, longest(parts));
  const [before = '', after] = parts;
  if (after === undefined) return contains(name, text);
  return sql`(${contains(name, text)} OR ${before.length > after.length ? endsWith(name, before) : startsWith(name, after)})`;
}

const longest = (parts: readonly string[]): string => parts.reduce((found, part) => (part.length > found.length ? part : found));

const contains = (column: RawBuilder<unknown>, text: string) => sql`strpos(${column}, ${lower(text)}) > 0`;
const startsWith = (column: RawBuilder<unknown>, text: string) => sql`starts_with(${column}, ${lower(text)})`;
const endsWith = (column: RawBuilder<unknown>, text: string) => sql`right(${column}, length(${lower(text)})) = ${lower(text)}`;

/** Made once a statement, not once a row. */
const lower = (text: string) => sql`(SELECT lower(${text}))`;
