import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const given = [
  'Ada',
  'Bruno',
  'Chidi',
  'Dora',
  'Emil',
  'Farah',
  'Goran',
  'Hanna',
  'Ivo',
  'Jelena',
  'Kemal',
  'Lotte',
  'Mirko',
  'Nadia',
  'Oskar',
  'Priya',
];
const family = ['Abbott', 'Berger', 'Castro', 'Dahl', 'Eriksen', 'Fischer', 'Gruber', 'Hashemi', 'Ito', 'Jansen', 'Kowalski', 'Lindgren', 'Moreau'];
const cities = ['Graz', 'Lyon', 'Porto', 'Turku', 'Gdansk', 'Leuven', 'Bergen'];

const people = Array.from({ length: 180 }, (_, i) => {
  const [first, last] = [given[(i * 7) % given.length] ?? '', family[(i * 11) % family.length] ?? ''];
  return {
    first,
    last,
    email: `${first}.${last}${i}@mail-${i % 23}.example`.toLowerCase(),
    city: cities[(i * 5) % cities.length] ?? '',
    seed: (i * 7919) % 9973,
  };
});

/** Three systems of one company as folders of CSV: the people of `crm` are users of `app` and customers of `billing`, which writes addresses in capitals. */
export function writeLinkedFolders(
  directory: string,
  { withBilling = true } = {},
): { readonly crm: string; readonly app: string; readonly billing: string } {
  const folders = { crm: join(directory, 'crm'), app: join(directory, 'app'), billing: join(directory, 'billing') };
  write(
    folders.crm,
    'contacts',
    ['contact_ref', 'email', 'first_name', 'last_name', 'city'],
    people.map(({ email, first, last, city, seed }) => [`C-${70_000 + seed * 3}`, email, first, last, city]),
  );
  write(
    folders.app,
    'users',
    ['id', 'login_email', 'full_name', 'town', 'logins'],
    people.slice(20).map(({ email, first, last, city, seed }, i) => [500 + i * 3, email, `${first} ${last}`, city, seed % 40]),
  );
  write(
    folders.billing,
    'customers',
    ['customer_no', 'invoice_email', 'holder', 'balance'],
    people
      .slice(0, 150)
      .map(({ email, first, last, seed }, i) => [
        90_001 + i * 17,
        withBilling ? email.toUpperCase() : `${seed}@other-${i}.example`,
        withBilling ? `${first} ${last}` : `Holder ${seed}`,
        `${seed % 700}.${10 + (i % 90)}`,
      ]),
  );
  return folders;
}

function write(folder: string, table: string, columns: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${table}.csv`), [columns, ...rows].map((row) => `${row.join(',')}\n`).join(''));
}
