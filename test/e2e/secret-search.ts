import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';

/** Every planted secret holds this. */
const stem = 'N0tToBeF0undAnywhere';

/** A secret of its own to plant in one place. */
export const plant = (place: string): string => `${stem}-${place}`;

/** What a secret looks like in clear text: as it is, in hex, in base64 wherever it begins. */
export function looksOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const cut = (text: string): string => text.slice(Math.ceil((shift * 4) / 3), Math.floor((padded.length * 4) / 3));
    return [cut(padded.toString('base64')), cut(padded.toString('base64url'))];
  });
  const looks = [secret, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...shifted];
  return [...new Set(looks)].map((look) => Buffer.from(look));
}

/** What was looked into, by name, that holds one of the secrets; all planted ones are looked for. */
export function findSecrets(places: Iterable<readonly [name: string, content: Buffer | string]>, others: readonly string[] = []): string[] {
  const looks = [stem, ...others].flatMap(looksOf);
  const found: string[] = [];
  for (const [name, content] of places) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (const look of looks) {
      const at = bytes.indexOf(look);
      if (at >= 0) found.push(`${name}: …${bytes.subarray(Math.max(0, at - 60), at + look.length + 40).toString('latin1')}…`);
    }
  }
  return found;
}

/** Every file below a directory, with its bytes. */
export function* filesBelow(directory: string): Generator<readonly [name: string, content: Buffer]> {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) yield [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name))];
  }
}

/** Every row of every table of a database but those of PostgreSQL itself, as text. */
export async function dumpOf(client: Client): Promise<(readonly [name: string, content: string])[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const dump: (readonly [string, string])[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`SELECT row::text AS row FROM ${name} AS row`);
    dump.push([name, rows.map(({ row }) => row).join('\n')]);
  }
  return dump;
}
