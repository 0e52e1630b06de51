import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { discover } from '../../../test/support/links.ts';
import type { TestTable } from '../../../test/support/relationships.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const given = [
  'Ada',
  'Bela',
  'Carla',
  'Dora',
  'Egon',
  'Frida',
  'Gustav',
  'Hilde',
  'Ivo',
  'Jana',
  'Karl',
  'Lene',
  'Milo',
  'Nora',
  'Olga',
  'Paul',
  'Rosa',
];
const family = ['Ahlers', 'Brandt', 'Conradi', 'Detering', 'Eilers', 'Fricke', 'Grote', 'Harms', 'Ihde', 'Janssen', 'Kruse', 'Lohse', 'Menke'];
const towns = ['Bremen', 'Emden', 'Jever', 'Leer', 'Norden', 'Varel', 'Aurich'];
const at = (list: readonly string[], i: number): string => list[i % list.length] ?? '';
const name = (i: number): string => `${at(given, i)} ${at(family, Math.floor(i / given.length))}`;
const mail = (i: number): string => `${at(given, i)}.${at(family, Math.floor(i / given.length))}${i}@firm${i % 40}.example`.toLowerCase();
const mobile = (i: number): string => `+49 171 ${String(2_000_000 + i * 7919).slice(-7)}`;

const table = (title: string, columns: readonly string[], rows: TestTable['rows']): TestTable => ({ name: title, columns, rows });

const users = table(
  'users',
  ['id', 'email', 'full_name', 'phone', 'city', 'active', 'created', 'score'],
  range(220).map((i) => [
    i + 1,
    mail(i),
    name(i),
    mobile(i),
    at(towns, i),
    i % 2 === 0 ? 'true' : 'false',
    `2024-0${(i % 9) + 1}-1${i % 9}`,
    (i * 37) % 100,
  ]),
);
const contacts = table(
  'contacts',
  ['vid', 'mail', 'contact', 'mobile', 'town', 'stage', 'since'],
  range(160).map((i) => [
    90_000 + i * 31,
    i % 3 === 0 ? mail(i + 40).toUpperCase() : mail(i + 40),
    name(i + 40),
    mobile(i + 40).replace('+49 ', '0'),
    at(towns, i + 40),
    i % 2 === 0 ? 'lead' : 'customer',
    `2023-0${(i % 9) + 1}-1${i % 9}`,
  ]),
);

test('the same people in two systems: by e-mail and telephone exactly, by name likely', async () => {
  const { links, find, findings, steps } = await discover({ app: [users], crm: [contacts] });
  expect(links).toContain('app.users.email = crm.contacts.mail');
  expect(links).toContain('app.users.full_name = crm.contacts.contact');
  expect(links).toContain('app.users.phone = crm.contacts.mobile');
  expect(links).toHaveLength(3);
  const email = find('app.users.email = crm.contacts.mail');
  expect(email?.linkType).toBe('DETERMINISTIC');
  expect(find('app.users.full_name = crm.contacts.contact')?.linkType).toBe('PROBABILISTIC');
  expect(email?.evidence).toMatchObject({
    method: 'deterministic-key',
    normaliser: { source: 'email/v2', target: 'email/v2' },
    overlap: { norm_containment: { s_in_t: 0.7273, t_in_s: 1 }, intersection: 160, cardinality: '1:1', exact: true },
  });
  expect(email?.evidence.corroboration[0]?.agree).toBeGreaterThan(0.95);
  expect(steps).toHaveLength(5);
  for (const { evidence, confidence } of findings) {
    const sum = evidence.features.reduce((total, { contribution }) => total + contribution, evidence.base_score);
    expect(sum).toBeCloseTo(evidence.raw_score, 9);
    expect(1 / (1 + Math.exp(-evidence.calibration.slope * evidence.raw_score))).toBeCloseTo(confidence, 9);
    expect(JSON.stringify(evidence)).not.toMatch(/firm\d|Ahlers|Bremen|171/);
  }
});

test('the same input gives the same links, whatever the key of the hashes; only pairs with a fresh source are looked at', async () => {
  const sources = { app: [users], crm: [contacts], desk: [{ ...contacts, name: 'requesters' }] };
  const all = await discover(sources);
  expect((await discover(sources, { key: 'facade' })).findings).toEqual(all.findings);
  const fresh = await discover(sources, { fresh: [2] });
  expect(fresh.links.every((link) => link.includes('desk.'))).toBe(true);
  expect(fresh.links).toHaveLength(7);
});

const serial = (title: string, count: number, more: readonly string[]): TestTable =>
  table(
    title,
    ['id', ...more],
    range(count).map((i) => [i + 1, ...more.map((column, j) => `${column} ${(i * (j + 7)) % 11}`)]),
  );

test('trap: serial ids 1…n in every table are no links', async () => {
  const { links } = await discover({
    a: [serial('orders', 300, ['state'])],
    b: [serial('sensors', 400, ['kind'])],
    c: [serial('songs', 250, ['genre'])],
  });
  expect(links).toEqual([]);
});

test('trap: enums, booleans, dates, prices and small numbers that coincide are no links', async () => {
  const make = (title: string, step: number): TestTable =>
    table(
      title,
      ['status', 'paid', 'day', 'price', 'quantity', 'currency'],
      range(300).map((i) => [
        at(['open', 'closed', 'won'], i * step),
        i % 2 === 0 ? 'true' : 'false',
        `2024-0${((i * step) % 9) + 1}-1${i % 9}`,
        `${(i * step) % 90}.50`,
        (i * step) % 60,
        at(['EUR', 'USD', 'SEK'], i),
      ]),
    );
  expect((await discover({ a: [make('orders', 7)], b: [make('tickets', 11)] })).links).toEqual([]);
});

test('trap: a table of ten rows contained by chance in a large one', async () => {
  const large = table(
    'parts',
    ['part', 'weight'],
    range(4000).map((i) => [i + 100, (i * 13) % 977]),
  );
  const small = table(
    'rooms',
    ['room', 'floor'],
    range(10).map((i) => [101 + i * 7, i % 3]),
  );
  expect((await discover({ warehouse: [large], building: [small] })).links).toEqual([]);
});

test('trap: namesakes who agree in nothing else are not suggested as surely the same', async () => {
  const members = table(
    'members',
    ['member', 'name', 'email', 'born'],
    range(200).map((i) => [7000 + i * 3, name(i), `m${i}@home.example`, `19${60 + (i % 30)}-0${(i % 9) + 1}-11`]),
  );
  const patients = table(
    'patients',
    ['record', 'patient', 'mail', 'birth'],
    range(200).map((i) => [52_000 + i * 7, name(i * 2 + 90), `p${i}@post.example`, `19${50 + (i % 40)}-1${i % 3}-2${i % 8}`]),
  );
  const { findings } = await discover({ library: [members], clinic: [patients] });
  for (const { confidence, linkType } of findings) {
    expect(linkType).toBe('PROBABILISTIC');
    expect(confidence).toBeLessThan(0.7);
  }
});

test('trap: padded and prefixed ids are the same key', async () => {
  const vendors = table(
    'vendors',
    ['vendor', 'name'],
    range(150).map((i) => [String(100_000 + i * 17).padStart(10, '0'), `Company ${name(i)} GmbH`]),
  );
  const registry = table(
    'registry',
    ['reference', 'legal_name', 'seats'],
    range(120).map((i) => [`V-${100_000 + i * 17}`, `Company ${name(i)}`, i * 3]),
  );
  const { find } = await discover({ erp: [vendors], state: [registry] });
  expect(find('erp.vendors.vendor = state.registry.reference')?.evidence).toMatchObject({
    normaliser: { source: 'code/v2', target: 'code/v2' },
    overlap: { raw_containment: 0, norm_containment: { s_in_t: 0.8, t_in_s: 1 } },
  });
});

test('trap: hashed columns are compared with what they were made of', async () => {
  const audience = table(
    'members',
    ['member_id', 'rating'],
    range(150).map((i) => [createHash('md5').update(mail(i)).digest('hex'), i % 5]),
  );
  const { find } = await discover({ app: [users], mailings: [audience] });
  expect(find('app.users.email = mailings.members.member_id')?.evidence.method).toBe('deterministic-hash');
});

test('hashes of more addresses than are compared meet the addresses that they were made of', async () => {
  const address = (i: number): string => `reader${i}@paper${i % 90}.example`;
  const readers = table(
    'readers',
    ['address'],
    range(20_000).map((i) => [address(i)]),
  );
  const audience = table(
    'audience',
    ['hashed'],
    range(20_000).map((i) => [
      createHash('sha256')
        .update(address(i + 10_000))
        .digest('hex'),
    ]),
  );
  const { find } = await discover({ app: [readers], mailings: [audience] });
  const overlap = find('app.readers.address = mailings.audience.hashed')?.evidence.overlap;
  expect(overlap?.exact).toBe(false);
  expect(overlap?.norm_containment.s_in_t).toBeCloseTo(0.5, 1);
});

test('trap: several references to one key are N:1 links each', async () => {
  const stations = table(
    'stations',
    ['code', 'title'],
    range(300).map((i) => [String.fromCodePoint(65 + (i % 26), 65 + ((i * 7) % 23), 65 + Math.floor(i / 26)), `Halt ${name(i)}`]),
  );
  const codes = stations.rows.map(([code]) => code ?? '');
  const rides = table(
    'rides',
    ['ride', 'origin', 'destination', 'seats'],
    range(1200).map((i) => [5000 + i, codes[(i * 7) % 280] ?? null, codes[(i * 11 + 3) % 280] ?? null, i % 50]),
  );
  const { links, find } = await discover({ map: [stations], lines: [rides] });
  expect(links).toEqual(expect.arrayContaining(['map.stations.code = lines.rides.origin', 'map.stations.code = lines.rides.destination']));
  expect(find('map.stations.code = lines.rides.origin')?.evidence.overlap.cardinality).toBe('1:N');
});

test('trap: of code systems that look alike, the one that agrees row by row is the link', async () => {
  const code = (i: number): string => String.fromCodePoint(65 + (i % 26), 65 + ((i * 5 + 3) % 26), 65 + (Math.floor(i / 26) % 26));
  const countries = table(
    'countries',
    ['code', 'number', 'title'],
    range(240).map((i) => [code(i), 100 + ((i * 7) % 887), `Land ${name(i)}`]),
  );
  const places = table(
    'places',
    ['iso', 'sport', 'numeric', 'label'],
    range(240).map((i) => [code(i), i % 5 === 0 ? code(i + 300) : code(i), 100 + ((i * 7) % 887), `Land ${name(i)}`]),
  );
  const { links } = await discover({ a: [countries], b: [places] });
  expect(links).toContain('a.countries.code = b.places.iso');
  expect(links).not.toContain('a.countries.code = b.places.sport');
});

test('trap: multi-valued cells and public mail domains', async () => {
  const accounts = table(
    'accounts',
    ['account', 'domains'],
    range(120).map((i) => [30_000 + i * 11, `firm${i}.example www.firm${i}.example gmail.com`]),
  );
  const firms = table(
    'firms',
    ['firm', 'website'],
    range(100).map((i) => [80_000 + i * 19, i % 4 === 0 ? 'https://gmail.com/' : `https://www.firm${i}.example/en`]),
  );
  const { find } = await discover({ desk: [accounts], crm: [firms] });
  expect(find('desk.accounts.domains = crm.firms.website')?.evidence.overlap).toMatchObject({ intersection: 75 });
});

test('empty and single-valued columns, placeholders', async () => {
  const make = (title: string, step: number): TestTable =>
    table(
      title,
      ['nothing', 'same', 'contact', 'key'],
      range(200).map((i) => [null, 'main', i % 2 === 0 ? 'N/A' : i % 3 === 0 ? 'unknown' : `c${i * step}`, `${title}-${i * step}`]),
    );
  expect((await discover({ a: [make('x', 3)], b: [make('y', 1009)] })).links).toEqual([]);
});

test('trap: ids read as numbers have lost their zeros, or grew a decimal point', async () => {
  const ids = range(180).map((i) => String(420 + i * 613).padStart(8, '0'));
  const master = table(
    'customers',
    ['customer', 'holder', 'since'],
    ids.map((id, i) => [id, name(i), `2021-0${(i % 9) + 1}-1${i % 9}`]),
  );
  const sheet = table(
    'sheet',
    ['kunde', 'person', 'total'],
    ids.slice(20).map((id, i) => [Number(id), name(i + 20), (i * 37) % 211]),
  );
  const { find } = await discover({ erp: [master], excel: [sheet] });
  expect(find('erp.customers.customer = excel.sheet.kunde')?.evidence.normaliser).toEqual({ source: 'code/v2', target: 'code/v2' });
});

test('trap: postcodes, cities and countries are shared by unrelated tables', async () => {
  const countries = ['Germany', 'France', 'Italy', 'Spain', 'Norway'];
  const places = (title: string, step: number): TestTable =>
    table(
      title,
      ['zip', 'city', 'country', 'amount'],
      range(300).map((i) => [String(10_000 + ((i * step) % 173) * 11), at(towns, i * step), at(countries, i), (i * step * 31) % 997]),
    );
  expect((await discover({ shop: [places('branches', 7)], clinic: [places('patients', 13)] })).links).toEqual([]);
});

test('trap: a telephone that a successor inherits links the desks, and says that the people differ', async () => {
  const holders = (title: string, column: string, shift: number): TestTable =>
    table(
      title,
      [column, 'person', 'mail'],
      range(120).map((i) => [mobile(i), name(i + shift), mail(i + shift)]),
    );
  const { links, find } = await discover({ old: [holders('staff', 'desk_phone', 0)], young: [holders('people', 'extension', 500)] });
  expect(links).not.toContain('old.staff.mail = young.people.mail');
  for (const link of links) expect(find(link)?.evidence.warnings).toContain('No other column of the joined rows confirms it.');
  expect(find('old.staff.person = young.people.person')?.confidence ?? 0).toBeLessThan(0.7);
});

test('two tables that both count upwards are linked where their rows agree, and only there', async () => {
  const rows = (shift: number) =>
    range(200).map((i) => [i + 1, mail(i + shift), name(i + shift), `2024-0${((i + shift) % 9) + 1}-1${(i + shift) % 9}`]);
  const made = (title: string, shift: number): TestTable => table(title, ['no', 'mail', 'holder', 'born'], rows(shift));
  expect((await discover({ a: [made('one', 0)], b: [made('copy', 0)] })).links).toContain('a.one.no = b.copy.no');
  expect((await discover({ a: [made('one', 0)], b: [made('other', 417)] })).links).not.toContain('a.one.no = b.other.no');
});

test('evidence holds no value, and no count of so few values that they could be told', async () => {
  const few = { ...contacts, rows: contacts.rows.slice(0, 12) };
  const { findings } = await discover({ app: [users], crm: [contacts], tiny: [few] }, { leastConfidence: 0 });
  expect(findings.length).toBeGreaterThan(3);
  const values = new Set([...users.rows, ...contacts.rows].flat().filter((value): value is string => typeof value === 'string' && value.length > 5));
  for (const { evidence } of findings) {
    const text = JSON.stringify(evidence);
    for (const value of values) expect(text).not.toContain(value);
    const { intersection } = evidence.overlap;
    expect(intersection === null || intersection >= 5).toBe(true);
  }
});
