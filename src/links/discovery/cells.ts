import type { Attribute, LinkSource } from './attributes.ts';
import { writeCells, type Workspace } from './fingerprints.ts';

/** Attributes whose cells one statement hashes: many more take more memory than a staging has. */
const ATTRIBUTES_PER_STATEMENT = 200;

/** Long texts and secrets are not compared; everything else may agree. */
function isSupport({ guard }: Attribute): boolean {
  return guard !== 'constant' && guard !== 'free_text' && guard !== 'document' && guard !== 'secret';
}

/**
 * Hashes what stands in some rows, once whatever asks for it: the table `link_cells` (attribute, source, entity, row, space, h). `rows`: SQL of source,
 * entity and row. `counters`, whose equal numbers say nothing, are left out where they shall be.
 */
export async function readCells(
  space: Workspace,
  sources: readonly LinkSource[],
  attributes: readonly Attribute[],
  rows: string,
  isWanted: (attribute: Attribute) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const { db, directory } = space;
  const hashes = attributes.some(({ forms: { kind } }) => kind === 'hash');
  await db.run(`CREATE OR REPLACE TABLE link_needed AS SELECT DISTINCT source, entity, row FROM (${rows})`, signal);
  const needed = await db.rows<{ source: number; entity: number }>('SELECT DISTINCT source, entity FROM link_needed ORDER BY ALL', signal);
  const entities = new Set(needed.map(({ source, entity }) => `${source} ${entity}`));
  const files: string[] = [];
  for (const [source, owner] of sources.entries()) {
    const own = attributes.filter((one) => one.source === source && entities.has(`${source} ${one.entity}`) && isSupport(one) && isWanted(one));
    if (own.length === 0) continue;
    const wanted = `${directory}rows_${source}.parquet`;
    await db.run(`COPY (SELECT entity, row FROM link_needed WHERE source = ${source} ORDER BY ALL) TO '${wanted}'`, signal);
    for (let start = 0; start < own.length; start += ATTRIBUTES_PER_STATEMENT) {
      const cells = `${directory}cells_${source}_${start}.parquet`;
      await writeCells(space, owner, own.slice(start, start + ATTRIBUTES_PER_STATEMENT), { rows: wanted, cells }, hashes, signal);
      files.push(`'${cells}'`);
    }
  }
  const stored = await db.rows<{ file: string }>(`SELECT file FROM glob('${directory}kept_*.parquet') ORDER BY file`, signal);
  if (stored.length > 0)
    files.push(
      ...(await Promise.all(
        stored.map(async ({ file }, i) => {
          const cells = `${directory}cells_kept_${i}.parquet`;
          await db.run(`COPY (SELECT * FROM '${file}' SEMI JOIN link_needed USING (source, entity, row)) TO '${cells}'`, signal);
          return `'${cells}'`;
        }),
      )),
    );
  const none = 'SELECT 0 AS attribute, 0 AS source, 0 AS entity, 0::BIGINT AS row, 0::UTINYINT AS space, 0::UBIGINT AS h LIMIT 0';
  await db.run(`CREATE OR REPLACE TABLE link_cells AS ${files.length === 0 ? none : `FROM read_parquet([${files.join(', ')}])`}`, signal);
}
