import type { Attribute } from './attributes.ts';
import { filesOf, rowsSql, type Compared } from './compared.ts';
import { writeCells, type Workspace } from './fingerprints.ts';

/** Attributes whose cells one statement hashes: many more take more memory than a staging has. */
const ATTRIBUTES_PER_STATEMENT = 200;

/** Long texts and secrets are not compared; everything else may agree. */
function isSupport({ guard }: Attribute): boolean {
  return guard !== 'constant' && guard !== 'free_text' && guard !== 'document' && guard !== 'secret';
}

/**
 * Hashes what stands in some rows, once whatever asks for it: the table `link_cells` (attribute, source, entity, row, space, h). `rows`: SQL of source,
 * entity and row. What sketches hold of them is not read again. Attributes that are not wanted are left out.
 */
export async function readCells(
  space: Workspace,
  compared: readonly Compared[],
  attributes: readonly Attribute[],
  rows: string,
  isWanted: (attribute: Attribute) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const { db, directory } = space;
  await db.run(`CREATE OR REPLACE TABLE link_needed AS SELECT DISTINCT source, entity, row FROM (${rows})`, signal);
  const needed = await db.rows<{ source: number; entity: number }>('SELECT DISTINCT source, entity FROM link_needed ORDER BY ALL', signal);
  const entities = new Set(needed.map(({ source, entity }) => `${source} ${entity}`));
  const wanted = attributes.filter((one) => isSupport(one) && isWanted(one));
  const stored = await filesOf(
    space,
    compared,
    (at) => needed.flatMap(({ source, entity }) => (source === at ? [`keep/cells/entity=${entity}/*.parquet`] : [])),
    signal,
  );
  const kept = rowsSql(compared, stored, 'entity::INTEGER AS entity, row::BIGINT AS row, space, h') ?? noCells;
  await db.run(
    `CREATE OR REPLACE TABLE link_ready AS SELECT cells.* FROM (${kept}) AS cells SEMI JOIN link_needed USING (source, entity, row);
CREATE OR REPLACE TABLE link_unread AS FROM link_needed ANTI JOIN (SELECT DISTINCT source, entity, row FROM link_ready) AS ready USING (source, entity, row)`,
    signal,
  );
  const unread = new Set((await db.rows<{ source: number }>('SELECT DISTINCT source FROM link_unread', signal)).map(({ source }) => source));
  const files: string[] = [];
  for (const [source, { staging }] of compared.entries()) {
    const own = wanted.filter((one) => one.source === source && entities.has(`${source} ${one.entity}`));
    if (staging === null || own.length === 0 || !unread.has(source)) continue;
    const rowsFile = `${directory}rows_${source}.parquet`;
    await db.run(`COPY (SELECT entity, row FROM link_unread WHERE source = ${source} ORDER BY ALL) TO '${rowsFile}'`, signal);
    await staging.allow([directory]);
    for (let start = 0; start < own.length; start += ATTRIBUTES_PER_STATEMENT) {
      const cells = `${directory}cells_${source}_${start}.parquet`;
      await writeCells(space, staging, own.slice(start, start + ATTRIBUTES_PER_STATEMENT), { rows: rowsFile, cells }, signal);
      files.push(`'${cells}'`);
    }
    // Opened anew, a staging gives back the memory that its tables were read into.
    await staging.allow([]);
  }
  const ids = wanted.map(({ id }) => id);
  const read = files.length === 0 ? '' : `UNION ALL FROM read_parquet([${files.join(', ')}])`;
  await db.run(
    `CREATE OR REPLACE TABLE link_cells AS SELECT * FROM link_ready WHERE attribute IN (${ids.length === 0 ? 'NULL' : ids.join(', ')}) ${read};
DROP TABLE link_ready; DROP TABLE link_unread`,
    signal,
  );
}

const noCells = 'SELECT 0 AS attribute, 0 AS source, 0 AS entity, 0::BIGINT AS row, 0::UTINYINT AS space, 0::UBIGINT AS h LIMIT 0';
