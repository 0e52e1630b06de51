import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeConnector } from '../../../test/contracts/connector.ts';
import type { FixtureTable } from '../../../test/contracts/fixture.ts';
import { connector } from './index.ts';

function csvOf(table: FixtureTable): string {
  const field = (text: string | null) => (text === null ? '' : /^$|["\r\n,]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [table.columns.map(({ name }) => name), ...table.rows].map((row) => `${row.map(field).join(',')}\n`).join('');
}

describeConnector('files', {
  connector,
  kind: 'file',
  declares: { keys: false, required: false, comments: false, views: false },
  writes: [
    "COPY (SELECT 1) TO 'made_by_query.csv'",
    "SELECT * FROM read_text('/etc/passwd')",
    "ATTACH 'made_by_query.duckdb' AS made",
    'SET threads = 1',
  ],
  async setUp({ tables }) {
    const folder = mkdtempSync(path.join(tmpdir(), 'cognate-files-'));
    for (const [i, table] of tables.entries()) {
      const csv = csvOf(table);
      if (i % 2 === 0) writeFileSync(path.join(folder, `${table.name}.csv`), csv);
      else writeFileSync(path.join(folder, `${table.name}.csv.gz`), gzipSync(csv));
    }
    return {
      config: { path: folder },
      path: (name) => ({ database: path.basename(folder), schema: 'main', name }),
      failing: [
        { what: 'missing folder', config: { path: path.join(folder, 'missing') }, stages: ['resolve'] },
        { what: 'missing file', config: { path: path.join(folder, 'missing.csv') }, stages: ['resolve'] },
        { what: 'no match', config: { path: path.join(folder, '*.parquet') }, stages: ['list'] },
      ],
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
});
