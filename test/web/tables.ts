import Database from 'libsql';

/** Writes tables that refer to each other by declared keys, always the same: `{thing}_{n}`, each with one or two references to earlier ones. */
export function writeTables(path: string, count: number): string {
  const database = new Database(path);
  const things = ['order', 'customer', 'invoice', 'product', 'payment', 'shipment', 'account', 'ticket', 'event', 'lead', 'asset', 'price', 'visit'];
  const names = Array.from({ length: count }, (_, i) => `${things[i % things.length]}_${i}`);
  let state = 7;
  const below = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state >> 8) % limit;
  };
  database.exec('BEGIN');
  for (const [i, name] of names.entries()) {
    const near = Array.from({ length: i === 0 ? 0 : 1 + below(2) }, () => (below(12) === 0 ? below(Math.min(i, 5)) : i - 1 - below(Math.min(i, 40))));
    const targets = [...new Set(near)].map((at) => names[at] ?? '');
    const columns = ['id INTEGER PRIMARY KEY', 'name TEXT', ...targets.map((target) => `${target}_id INTEGER REFERENCES ${target} (id)`)];
    database.exec(`CREATE TABLE ${name} (${columns.join(', ')})`);
    for (let row = 1; row <= 6; row++) {
      database.exec(`INSERT INTO ${name} VALUES (${[row, `'n${row}'`, ...targets.map(() => 1 + below(6))].join(', ')})`);
    }
  }
  database.exec('COMMIT');
  database.close();
  return path;
}
