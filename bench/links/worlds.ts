import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFirmName, otherSpelling, officialName } from '../../src/demo/companies.ts';
import { servedCountries } from '../../src/demo/countries.ts';
import { phone } from '../../src/demo/dirt.ts';
import { mailbox, makePersonName, toAscii, type PersonName } from '../../src/demo/people.ts';
import { createRandom, type Random } from '../../src/demo/random.ts';
import type { LinkType } from '../../src/domain/edge.ts';
import { pairOf, type Case } from './cases.ts';

/**
 * Invented worlds to fit the model on beside the open cases: other trades, other keys, and sources that have nothing in common. What links what is
 * known by what each column is about.
 */
export function trainingWorlds(work: string): Case[] {
  return [1, 2].flatMap((seed) =>
    [staff, purchasing, strangers, codes].map((world) =>
      writeWorld(world(createRandom(`${world.name} ${seed}`), seed), `${world.name}-${seed}`, work),
    ),
  );
}

type Cell = string | number | null;
/** What a column is about: the same key, contact or name in another source is a link; `about` more loosely is neither right nor wrong. */
type Meaning = { readonly key: string } | { readonly contact: string } | { readonly name: string } | { readonly about: string };
interface Column<R> {
  readonly name: string;
  readonly meaning?: Meaning;
  readonly cell: (row: R, index: number) => Cell;
}
interface WrittenTable {
  readonly source: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly meaning?: Meaning; readonly cells: readonly Cell[] }[];
}

function table<R>(source: string, name: string, rows: readonly R[], columns: readonly Column<R>[]): WrittenTable {
  return { source, name, columns: columns.map((column) => ({ ...column, cells: rows.map((row, i) => column.cell(row, i)) })) };
}

function writeWorld(tables: readonly WrittenTable[], id: string, work: string): Case {
  const names = [...new Set(tables.map(({ source }) => source))];
  for (const { source, name, columns } of tables) {
    mkdirSync(join(work, id, source), { recursive: true });
    const field = (value: Cell): string =>
      value === null ? '' : /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
    const lines = [
      columns.map((column) => column.name),
      ...(columns[0]?.cells ?? []).map((_, i) => columns.map(({ cells }) => field(cells[i] ?? null))),
    ];
    writeFileSync(join(work, id, source, `${name}.csv`), `${lines.map((line) => line.join(',')).join('\n')}\n`);
  }
  const ends = tables.flatMap(({ source, name, columns }) =>
    columns.map((column) => ({ source, place: `${source}.${name}.${column.name}`, meaning: column.meaning })),
  );
  const links = new Map<string, readonly LinkType[]>();
  const ignored = new Set<string>();
  for (const [i, a] of ends.entries())
    for (const b of ends.slice(i + 1)) {
      if (a.source === b.source || a.meaning === undefined || b.meaning === undefined) continue;
      const [[kind, what] = ['', ''], [otherKind, other] = ['', '']] = [Object.entries(a.meaning)[0], Object.entries(b.meaning)[0]];
      if (what !== other) continue;
      if (kind === otherKind && kind !== 'about')
        links.set(
          pairOf(a.place, b.place),
          kind === 'name' ? ['PROBABILISTIC'] : kind === 'contact' ? ['DETERMINISTIC', 'PROBABILISTIC'] : ['DETERMINISTIC'],
        );
      else ignored.add(pairOf(a.place, b.place));
    }
  return { id, group: id.replace(/-\d+$/, ''), sources: names.map((name) => ({ name, target: join(work, id, name) })), links, ignored };
}

const upTo = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const day = (random: Random): string =>
  `20${random.integer(10, 25)}-${String(random.integer(1, 12)).padStart(2, '0')}-${String(random.integer(1, 28)).padStart(2, '0')}`;
const person = (random: Random): PersonName => makePersonName(random, random.pick(servedCountries).language);
const digits = (random: Random, count: number): string => String(random.integer(1, 9)) + random.text('0123456789', count - 1);
const some = (random: Random, share: number, value: Cell): Cell => (random.chance(share) ? value : null);

function staff(random: Random, seed: number): WrittenTable[] {
  const people = upTo(500 * seed + 150, (i) => {
    const name = person(random);
    return {
      no: 1000 + i * (seed === 2 ? 8 : 1),
      name,
      email: `${mailbox(name, 'dotted')}${i % 9 === 0 ? i : ''}@ward.example`,
      digits: digits(random, 10),
      born: day(random),
      hired: day(random),
      pay: random.integer(30, 160) * 500,
    };
  });
  const part = (share: number) => people.filter(() => random.chance(share));
  const full = ({ given, family }: PersonName): string => `${given} ${family}`;
  const courses = upTo(60, (i) => `C-${100 + i}`);
  const [paid, badged, learning] = [part(0.9), part(0.7), part(0.5)];
  return [
    table('hris', 'employees', people, [
      { name: 'id', cell: (_, i) => i + 1 },
      { name: 'employee_no', meaning: { key: 'employee' }, cell: ({ no }) => `E${String(no).padStart(6, '0')}` },
      { name: 'first_name', meaning: { about: 'person' }, cell: ({ name }) => name.given },
      { name: 'last_name', meaning: { about: 'person' }, cell: ({ name }) => name.family },
      { name: 'work_email', meaning: { key: 'email' }, cell: ({ email }) => email },
      { name: 'mobile', meaning: { contact: 'mobile' }, cell: ({ digits: number }) => some(random, 0.6, phone(random, '44', number)) },
      { name: 'department', cell: () => random.pick(['Sales', 'IT', 'Legal', 'Operations', 'Finance']) },
      { name: 'hired_on', meaning: { about: 'hired' }, cell: ({ hired }) => hired },
      { name: 'birth_date', meaning: { about: 'born' }, cell: ({ born }) => born },
    ]),
    table('hris', 'positions', people, [
      { name: 'id', cell: (_, i) => i + 1 },
      { name: 'employee_id', cell: () => random.integer(1, people.length) },
      { name: 'title', cell: () => random.pick(['Clerk', 'Engineer', 'Manager', 'Analyst']) },
    ]),
    table('payroll', 'payees', paid, [
      { name: 'payee', cell: (_, i) => i + 1 },
      { name: 'emp_number', meaning: { key: 'employee' }, cell: ({ no }) => no },
      { name: 'payee_name', meaning: { name: 'person' }, cell: ({ name }) => `${name.family}, ${name.given}` },
      { name: 'iban', cell: () => `GB${digits(random, 20)}` },
      { name: 'gross', cell: ({ pay }) => pay },
      { name: 'start', meaning: { about: 'hired' }, cell: ({ hired }) => hired.replaceAll('-', '') },
    ]),
    table('access', 'badges', badged, [
      { name: 'badge', cell: () => random.text('0123456789abcdef', 12) },
      { name: 'personnel', meaning: { key: 'employee' }, cell: ({ no }) => String(no).padStart(8, '0') },
      { name: 'holder', meaning: { name: 'person' }, cell: ({ name }) => toAscii(full(name)).toUpperCase() },
      { name: 'zone', cell: () => random.integer(1, 9) },
      { name: 'issued', cell: () => day(random) },
    ]),
    table('learning', 'accounts', learning, [
      { name: 'id', cell: (_, i) => i + 1 },
      { name: 'login', meaning: { key: 'email' }, cell: ({ email }) => (random.chance(0.3) ? email.toUpperCase() : email) },
      { name: 'display_name', meaning: { name: 'person' }, cell: ({ name }) => full(name) },
      { name: 'phone', meaning: { contact: 'mobile' }, cell: ({ digits: number }) => some(random, 0.4, phone(random, '44', number)) },
      { name: 'created_at', cell: () => `${day(random)} 08:${random.integer(10, 59)}:00` },
    ]),
    table(
      'learning',
      'enrolments',
      upTo(1500 * seed, () => random.pick(learning)),
      [
        { name: 'id', cell: (_, i) => i + 1 },
        { name: 'account_email', meaning: { key: 'email' }, cell: ({ email }) => email },
        { name: 'course', cell: () => random.pick(courses) },
        { name: 'score', cell: () => random.integer(0, 100) },
      ],
    ),
  ];
}

function purchasing(random: Random, seed: number): WrittenTable[] {
  const firms = upTo(250 * seed + 60, (i) => {
    const country = random.pick(servedCountries);
    const name = makeFirmName(random, country.language, country.legalForms);
    return {
      no: 100_000 + i * 13 + random.integer(0, 9),
      name,
      city: random.pick(country.cities),
      country,
      vat: `${country.code}${digits(random, 9)}`,
    };
  });
  const orders = upTo(1600 * seed, (i) => ({
    no: 4_500_000_000 + i,
    firm: random.pick(firms),
    amount: random.integer(500, 900_000) / 100,
    day: day(random),
  }));
  const goods = upTo(800, (i) => ({
    ean: `40${digits(random, 11)}`,
    text: `${random.pick(['Bolt', 'Valve', 'Hose', 'Clamp', 'Pump'])} ${random.pick(['steel', 'brass', 'PVC'])} ${random.integer(2, 90)}x${i}`,
  }));
  const [known, sold] = [firms.filter(() => random.chance(0.6)), goods.filter(() => random.chance(0.55))];
  return [
    table('erp', 'vendors', firms, [
      { name: 'vendor', meaning: { key: 'vendor' }, cell: ({ no }) => String(no).padStart(10, '0') },
      { name: 'name1', meaning: { name: 'firm' }, cell: ({ name }) => officialName(name).slice(0, 35) },
      { name: 'vat_id', meaning: { key: 'vat' }, cell: ({ vat }) => some(random, 0.8, vat) },
      { name: 'city', meaning: { about: 'city' }, cell: ({ city }) => city },
      { name: 'land', meaning: { about: 'country' }, cell: ({ country }) => country.code },
    ]),
    table('erp', 'orders', orders, [
      { name: 'order_no', meaning: { key: 'order' }, cell: ({ no }) => no },
      { name: 'vendor', meaning: { key: 'vendor' }, cell: ({ firm }) => String(firm.no).padStart(10, '0') },
      { name: 'net_value', meaning: { about: 'amount' }, cell: ({ amount }) => amount.toFixed(2) },
      { name: 'order_date', meaning: { about: 'ordered' }, cell: ({ day: on }) => on },
      { name: 'buyer_group', cell: () => random.integer(100, 120) },
    ]),
    table('erp', 'materials', goods, [
      { name: 'material', cell: (_, i) => 7000 + i },
      { name: 'ean11', meaning: { key: 'ean' }, cell: ({ ean }) => ean },
      { name: 'description', meaning: { name: 'goods' }, cell: ({ text }) => text.toUpperCase() },
    ]),
    table(
      'registry',
      'companies',
      [...known, ...upTo(120, () => random.pick(firms))].filter((firm, i, all) => all.indexOf(firm) === i),
      [
        { name: 'registration', meaning: { key: 'vendor' }, cell: ({ no }) => `S-${no}` },
        { name: 'legal_name', meaning: { name: 'firm' }, cell: ({ name }) => officialName(name) },
        {
          name: 'vat_number',
          meaning: { key: 'vat' },
          cell: ({ vat }) => `${vat.slice(0, 2)} ${vat.slice(2, 5)} ${vat.slice(5, 8)} ${vat.slice(8)}`,
        },
        { name: 'seat', meaning: { about: 'city' }, cell: ({ city }) => city },
        { name: 'employees', cell: () => random.integer(1, 900) },
      ],
    ),
    table(
      'requests',
      'requests',
      orders.filter(() => random.chance(0.7)),
      [
        { name: 'id', cell: (_, i) => i + 1 },
        { name: 'po_ref', meaning: { key: 'order' }, cell: ({ no }) => `PO-${no}` },
        { name: 'supplier', meaning: { name: 'firm' }, cell: ({ firm }) => otherSpelling(random, firm.name, firm.city) },
        { name: 'total', meaning: { about: 'amount' }, cell: ({ amount }) => amount.toFixed(2).replace('.', ',') },
        { name: 'requested', cell: () => day(random) },
        { name: 'state', cell: () => random.pick(['open', 'approved', 'closed']) },
      ],
    ),
    table('shop', 'products', sold, [
      { name: 'id', cell: (_, i) => i + 1 },
      { name: 'gtin', meaning: { key: 'ean' }, cell: ({ ean }) => ean },
      { name: 'title', meaning: { name: 'goods' }, cell: ({ text }) => text },
      { name: 'price', cell: () => (random.integer(100, 90_000) / 100).toFixed(2) },
    ]),
    table(
      'shop',
      'items',
      upTo(2000, () => random.pick(sold)),
      [
        { name: 'id', cell: (_, i) => i + 1 },
        { name: 'product_gtin', meaning: { key: 'ean' }, cell: ({ ean }) => ean },
        { name: 'quantity', cell: () => random.integer(1, 30) },
      ],
    ),
  ];
}

/** Three sources that share nothing but counters, codes of three letters, namesakes, cities, states and small numbers. */
function strangers(random: Random, seed: number): WrittenTable[] {
  const city = () => random.pick(servedCountries.flatMap(({ cities }) => cities));
  const code = () => random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 3);
  const unique = (count: number, make: () => string): string[] => {
    const all = new Set<string>();
    while (all.size < count) all.add(make());
    return [...all];
  };
  const state = () => random.pick(['open', 'active', 'closed', 'pending']);
  const names = (count: number) => upTo(count, () => makePersonName(random, random.pick(['german', 'english'] as const)));
  const n = 900 * seed;
  return [
    table('library', 'members', names(n), [
      { name: 'id', cell: (_, i) => i + 1 },
      { name: 'name', cell: ({ given, family }) => `${given} ${family}` },
      {
        name: 'email',
        cell: ({ given, family }) => `${toAscii(given)}.${toAscii(family)}@${random.pick(['gmail.com', 'web.de', 'yahoo.com'])}`.toLowerCase(),
      },
      { name: 'city', meaning: { about: 'city' }, cell: city },
      { name: 'zip', meaning: { about: 'zip' }, cell: () => digits(random, 5) },
    ]),
    table('library', 'books', unique(1200, code), [
      { name: 'id', cell: (_, i) => i + 1 },
      { name: 'shelf', cell: (mark) => mark },
      { name: 'isbn', cell: () => `978${digits(random, 10)}` },
      { name: 'pages', cell: () => random.integer(60, 900) },
      { name: 'status', cell: state },
    ]),
    table('clinic', 'patients', names(n), [
      { name: 'id', cell: (_, i) => i + 1 },
      { name: 'record', cell: (_, i) => `P${String(i + 1).padStart(6, '0')}` },
      { name: 'patient', cell: ({ given, family }) => `${family}, ${given}` },
      { name: 'town', meaning: { about: 'city' }, cell: city },
      { name: 'postcode', meaning: { about: 'zip' }, cell: () => digits(random, 5) },
      { name: 'weight', cell: () => random.integer(40, 140) },
    ]),
    table(
      'clinic',
      'visits',
      upTo(2500, () => null),
      [
        { name: 'id', cell: (_, i) => i + 1 },
        { name: 'patient_id', cell: () => random.integer(1, n) },
        { name: 'minutes', cell: () => random.integer(5, 90) },
        { name: 'code', cell: code },
        { name: 'status', cell: state },
      ],
    ),
    table('league', 'teams', unique(1500, code), [
      { name: 'id', cell: (_, i) => i + 1 },
      { name: 'abbreviation', cell: (mark) => mark },
      { name: 'team', cell: () => `${city()} ${random.pick(['Bears', 'Kites', 'Rovers', 'United', 'Stars'])} ${random.integer(1, 400)}` },
      { name: 'founded', cell: () => random.integer(1880, 2020) },
    ]),
    table(
      'league',
      'games',
      upTo(3000, () => null),
      [
        { name: 'game', cell: (_, i) => 1000 + i },
        { name: 'home', cell: () => random.integer(1, 1500) },
        { name: 'away', cell: () => random.integer(1, 1500) },
        { name: 'tickets', cell: () => random.integer(100, 60_000) },
        { name: 'state', cell: state },
      ],
    ),
  ];
}

/** Two catalogues of the same things under several systems of codes that look alike, and tables that use them. */
function codes(random: Random, seed: number): WrittenTable[] {
  const letters = 'ABCDEFGHIJKLMNOPRSTUVZ';
  const taken = new Set<string>();
  const fresh = (length: number): string => {
    for (;;) {
      const mark = random.text(letters, length);
      if (taken.has(mark)) continue;
      taken.add(mark);
      return mark;
    }
  };
  const stations = upTo(400 * seed, (i) => {
    const [three, four] = [fresh(3), fresh(4)];
    return {
      three,
      alike: random.chance(0.8) ? three : fresh(3),
      four,
      number: 8_000_000 + i * 37,
      name: `${random.pick(['Nord', 'Alt', 'Bad', 'Ober', 'Neu'])}${makeFirmName(random, 'german', ['AG']).short.split(' ')[0]?.toLowerCase()}`,
      lat: (random.integer(47_000, 55_000) / 1000).toFixed(3),
      lines: random.integer(1, 9),
    };
  });
  const known = stations.filter(() => random.chance(0.85));
  return [
    table('network', 'stations', stations, [
      { name: 'station', meaning: { key: 'three' }, cell: ({ three }) => three },
      { name: 'uic', meaning: { key: 'number' }, cell: ({ number }) => number },
      { name: 'label', meaning: { name: 'station' }, cell: ({ name }) => name },
      { name: 'lat', meaning: { about: 'lat' }, cell: ({ lat }) => lat },
      { name: 'lines', cell: ({ lines }) => lines },
    ]),
    table(
      'network',
      'rides',
      upTo(3000, () => [random.pick(stations), random.pick(stations)] as const),
      [
        { name: 'ride', cell: (_, i) => i + 1 },
        { name: 'from_station', meaning: { key: 'three' }, cell: ([from]) => from.three },
        { name: 'to_station', meaning: { key: 'three' }, cell: ([, to]) => to.three },
        { name: 'passengers', cell: () => random.integer(1, 900) },
      ],
    ),
    table('atlas', 'places', known, [
      { name: 'place', cell: (_, i) => 20_000 + i },
      { name: 'short', meaning: { key: 'three' }, cell: ({ three }) => three },
      { name: 'old_short', cell: ({ alike }) => alike },
      { name: 'long', meaning: { key: 'four' }, cell: ({ four }) => four },
      { name: 'ibnr', meaning: { key: 'number' }, cell: ({ number }) => `0${number}` },
      { name: 'title', meaning: { name: 'station' }, cell: ({ name }) => (random.chance(0.2) ? `${name} Hbf` : name) },
      { name: 'latitude', meaning: { about: 'lat' }, cell: ({ lat }) => lat },
    ]),
    table(
      'weather',
      'sites',
      known.filter(() => random.chance(0.5)),
      [
        { name: 'site', meaning: { key: 'four' }, cell: ({ four }) => four },
        { name: 'site_name', meaning: { name: 'station' }, cell: ({ name }) => name.toUpperCase() },
        { name: 'height', cell: () => random.integer(1, 900) },
      ],
    ),
  ];
}
