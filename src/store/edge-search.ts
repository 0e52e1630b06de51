import { sql, type RawBuilder } from 'kysely';

/** A text that more edges than this may show is looked for in all of them: that costs less than to look each of these up. */
const fewEdges = 2000;

/**
 * `columns` of an organization's edges, `edge` by name, that fulfil the condition and show the text, in whatever case, in the name of an entity, of an
 * attribute, or in both with a dot between them. The text is looked for among the names, which are few, and the edges with such names are looked up.
 */
export function edgesThatShow(
  organizationId: string,
  text: string,
  columns: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const ours = sql`organization_id = ${organizationId}::uuid`;
  const matching = sql`${condition} AND edge.search_text LIKE ${containing(text)}`;
  return sql`
    WITH found AS MATERIALIZED (
      SELECT from_source_id, edge_id FROM edges_by_name
      WHERE ${ours} AND name_id = ANY(ARRAY(SELECT id FROM edge_names WHERE ${ours} AND name LIKE ${containing(longestPart(text))}))
      LIMIT ${fewEdges + 1}
    ), counted AS MATERIALIZED (SELECT count(*) <= ${fewEdges} AS are_few FROM found)
    SELECT edge.*
    FROM (SELECT DISTINCT from_source_id, edge_id FROM found WHERE (SELECT are_few FROM counted)) AS found
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM edge_queue AS edge
      WHERE edge.${ours} AND edge.from_source_id = found.from_source_id AND edge.id = found.edge_id AND ${matching} OFFSET 0
    ) AS edge
    UNION ALL
    SELECT ${columns} FROM edge_queue AS edge WHERE edge.${ours} AND NOT (SELECT are_few FROM counted) AND ${matching}`;
}

/** What a name has in it where an edge shows the text: a dot may be the one between an entity and its attribute. */
function longestPart(text: string): string {
  return text.split('.').reduce((longest, part) => (part.length > longest.length ? part : longest));
}

/** `%`, `_` and `\` mean themselves. */
const containing = (text: string): RawBuilder<unknown> => sql`'%' || lower(${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}) || '%'`;
