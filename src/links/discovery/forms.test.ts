import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { discover } from '../../../test/support/links.ts';
import type { TestTable } from '../../../test/support/relationships.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const at = (list: readonly string[], i: number): string => list[i % list.length] ?? '';
const given = ['Ada', 'Bela', 'Carla', 'Dora', 'Egon', 'Frida', 'Gustav', 'Hilde', 'Ivo', 'Jana', 'Karl', 'Lene', 'Milo', 'Nora', 'Olga', 'Paul'];
const family = ['Ahlers', 'Brandt', 'Conradi', 'Detering', 'Eilers', 'Fricke', 'Grote', 'Harms', 'Ihde', 'Janssen', 'Kruse', 'Lohse', 'Menke'];
const name = (i: number): string => `${at(given, i)} ${at(family, Math.floor(i / given.length))}`;
const table = (title: string, columns: readonly string[], rows: TestTable['rows']): TestTable => ({ name: title, columns, rows });
const born = (i: number): string => `19${60 + (i % 40)}-0${(i % 9) + 1}-1${i % 7}`;

test('telephones are the same number however it is written: the country of the row, or of most numbers of the column, says which', async () => {
  const local = (i: number): string => String(22_000_000 + i * 7919);
  const spaced = (digits: string): string => digits.replace(/(\d\d)(\d\d)(\d\d)(\d\d)/, '$1 $2 $3 $4');
  const members = table(
    'members',
    ['member', 'full_name', 'phone'],
    range(150).map((i) => [4000 + i * 7, name(i), `+47 ${spaced(local(i))}`]),
  );
  const guests = table(
    'guests',
    ['guest', 'visitor', 'telephone', 'country'],
    range(140).map((i) => [90_000 + i * 13, name(i), spaced(local(i)), 'Norway']),
  );
  const callers = table(
    'callers',
    ['caller', 'who', 'mobile'],
    range(130).map((i) => [7_000_000 + i * 31, name(i), i % 3 === 0 ? spaced(local(i)) : `0047 ${local(i)}`]),
  );
  const { find } = await discover({ club: [members], hotel: [guests], desk: [callers] });
  for (const [link, shared] of [
    ['club.members.phone = hotel.guests.telephone', 140],
    ['club.members.phone = desk.callers.mobile', 130],
    ['hotel.guests.telephone = desk.callers.mobile', 130],
  ] as const) {
    const evidence = find(link)?.evidence;
    expect(evidence?.overlap.intersection).toBe(shared);
    expect(evidence?.normaliser).toEqual({ source: 'e164/v2', target: 'e164/v2' });
    expect(evidence?.warnings).toContain('In the SQL, the normal form e164 is replaced by the last nine digits of a telephone number.');
    expect(evidence?.execution_sql).toMatch(/^-- the normal form e164 is replaced by the last nine digits of a telephone number\n/);
  }
});

test('hosts meet as the domains that they were registered as, and hosts under a shared suffix do not', async () => {
  const suffixes = ['co.uk', 'com.au', 'de', 'fr'];
  const accounts = table(
    'accounts',
    ['account', 'title', 'website'],
    range(120).map((i) => [30_000 + i * 11, `Hof ${name(i)}`, `https://${at(['shop', 'www', 'de'], i)}.hof${i}.${at(suffixes, i)}/start`]),
  );
  const firms = table(
    'firms',
    ['firm', 'label', 'host'],
    range(100).map((i) => [80_000 + i * 19, `Hof ${name(i)}`, `hof${i}.${at(suffixes, i)}`]),
  );
  const others = table(
    'others',
    ['other', 'caption', 'site'],
    range(100).map((i) => [500_000 + i * 23, `Amt ${name(i * 3)}`, `amt${i}.${at(suffixes, i)}`]),
  );
  const { links, find } = await discover({ desk: [accounts], crm: [firms], city: [others] });
  const evidence = find('desk.accounts.website = crm.firms.host')?.evidence;
  expect(evidence?.normaliser).toEqual({ source: 'registrable_domain/v1', target: 'registrable_domain/v1' });
  expect(evidence?.overlap.intersection).toBe(100);
  expect(links.filter((link) => link.includes('city.others.site'))).toEqual([]);
});

test('pages of one host are told apart by their paths', async () => {
  const page = (i: number): string => `${at(given, i)}-${at(family, i * 3 + Math.floor(i / 13))}-${i}`.toLowerCase();
  const leads = table(
    'leads',
    ['lead', 'profile', 'label'],
    range(120).map((i) => [30_000 + i * 11, `https://www.people.example/in/${page(i)}/`, name(i)]),
  );
  const staff = table(
    'staff',
    ['staff', 'link', 'person'],
    range(100).map((i) => [80_000 + i * 19, `people.example/in/${page(i)}${i % 2 === 0 ? '' : '#top'}`, name(i)]),
  );
  const { find } = await discover({ crm: [leads], hr: [staff] });
  expect(find('crm.leads.profile = hr.staff.link')?.evidence).toMatchObject({
    method: 'deterministic-key',
    normaliser: { source: 'url/v1', target: 'url/v1' },
    overlap: { intersection: 100, cardinality: '1:1' },
  });
});

test('addresses are the same however their words are shortened', async () => {
  const street = (i: number): string => `${at(family, i)} ${at(given, Math.floor(i / 13))}`;
  const long = ['Street', 'Avenue', 'Road'];
  const short = ['St.', 'Ave', 'RD'];
  const shops = table(
    'shops',
    ['shop', 'address', 'opened'],
    range(150).map((i) => [3000 + i * 7, `${10 + i} ${street(i)} ${at(long, i)}, Suite ${i % 20}`, born(i)]),
  );
  const sites = table(
    'sites',
    ['site', 'street_address', 'since'],
    range(130).map((i) => [91_000 + i * 17, `${10 + i} ${street(i).toUpperCase()} ${at(short, i)} Ste ${i % 20}`, born(i)]),
  );
  const { find } = await discover({ retail: [shops], estate: [sites] });
  expect(find('retail.shops.address = estate.sites.street_address')?.evidence).toMatchObject({
    normaliser: { source: 'address/v1', target: 'address/v1' },
    overlap: { intersection: 130 },
  });
});

const countries = 'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MT NL NO PL PT RO SE SI SK TR UA US CA MX BR AR CL JP'.split(
  ' ',
);
const alpha3 =
  'AUT BEL BGR CHE CYP CZE DEU DNK EST ESP FIN FRA GBR GRC HRV HUN IRL ISL ITA LTU LUX LVA MLT NLD NOR POL PRT ROU SWE SVN SVK TUR UKR USA CAN MEX BRA ARG CHL JPN'.split(
    ' ',
  );
const numbers =
  '040 056 100 756 196 203 276 208 233 724 246 250 826 300 191 348 372 352 380 440 442 428 470 528 578 616 620 642 752 705 703 792 804 840 124 484 076 032 152 392'.split(
    ' ',
  );
const nameOf = (language: string, type: 'region' | 'currency') => (code: string) => new Intl.DisplayNames([language], { type }).of(code) ?? '';

test('countries meet by name, by letters and by number', async () => {
  const facts = (i: number): readonly [string, number] => [`Stadt ${name(i * 7)}`, 10_000 + i * i * 37];
  const offices = table(
    'offices',
    ['country', 'capital', 'area'],
    countries.map((code, i) => [nameOf('de', 'region')(code), ...facts(i)]),
  );
  const markets = table(
    'markets',
    ['market', 'main_town', 'size'],
    alpha3.map((code, i) => [code, ...facts(i)]),
  );
  const figures = table(
    'figures',
    ['nation', 'town', 'extent'],
    numbers.map((code, i) => [code, ...facts(i)]),
  );
  const { find } = await discover({ hr: [offices], sales: [markets], state: [figures] });
  for (const link of [
    'hr.offices.country = sales.markets.market',
    'hr.offices.country = state.figures.nation',
    'sales.markets.market = state.figures.nation',
  ])
    expect(find(link)?.evidence).toMatchObject({ normaliser: { source: 'country/v1', target: 'country/v1' }, overlap: { intersection: 40 } });
});

test('currencies meet by name and by letters', async () => {
  const codes = 'EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN TRY JPY CNY INR BRL MXN CAD AUD NZD ZAR'.split(' ');
  const rate = (i: number): string => `${(i * 37 + 11) % 97}.${1000 + i * 53}`;
  const rates = table(
    'rates',
    ['currency', 'rate', 'decided'],
    codes.map((code, i) => [code, rate(i), born(i * 5)]),
  );
  const prices = table(
    'prices',
    ['money', 'value', 'day'],
    codes.map((code, i) => [nameOf('fr', 'currency')(code), rate(i), born(i * 5)]),
  );
  const { find } = await discover({ bank: [rates], shop: [prices] });
  expect(find('bank.rates.currency = shop.prices.money')?.evidence.normaliser).toEqual({ source: 'currency/v1', target: 'currency/v1' });
});

test('given and family name of one table are the full name of another, as likely as names are', async () => {
  const people = table(
    'people',
    ['person', 'first_name', 'last_name', 'birth_date'],
    range(180).map((i) => [5000 + i * 3, at(given, i), at(family, Math.floor(i / given.length)), born(i)]),
  );
  const holders = table(
    'holders',
    ['account', 'holder', 'born'],
    range(150).map((i) => [70_000 + i * 17, `${at(family, Math.floor(i / given.length))}, ${at(given, i)}`, born(i)]),
  );
  const { find } = await discover({ hr: [people], bank: [holders] });
  const link = find('hr.people.last_name = bank.holders.holder');
  expect(link?.linkType).toBe('PROBABILISTIC');
  expect(link?.confidence).toBeGreaterThan(0.7);
  expect(link?.evidence.overlap.intersection).toBe(150);
  expect(link?.evidence.corroboration.map(({ source_column: column }) => column)).toEqual(['birth_date']);
  expect(link?.evidence.warnings).toContain('first_name and last_name are taken as one full name.');
  expect(link?.evidence.execution_sql).toContain(`norm_person(CAST(s."first_name" AS VARCHAR) || ' ' || CAST(s."last_name" AS VARCHAR))`);
});

test('trap: namesakes whose names stand in parts: the parts confirm nothing', async () => {
  const members = table(
    'members',
    ['member', 'first_name', 'last_name', 'born'],
    range(200).map((i) => [7000 + i * 3, at(given, i), at(family, Math.floor(i / given.length)), born(i)]),
  );
  const patients = table(
    'patients',
    ['record', 'given_name', 'family_name', 'birth'],
    range(200).map((i) => [52_000 + i * 7, at(given, i), at(family, Math.floor(i / given.length)), born(i * 13 + 29)]),
  );
  const { findings } = await discover({ library: [members], clinic: [patients] });
  for (const { confidence, linkType } of findings) {
    expect(linkType).toBe('PROBABILISTIC');
    expect(confidence).toBeLessThan(0.7);
  }
});

test('trap: mailboxes of whoever is on duty link no people, but the companies that they are of', async () => {
  const duty = ['info', 'sales', 'noreply', 'Support'];
  const people = (title: string, mail: string, who: string, shift: number): TestTable =>
    table(
      title,
      [`${title}_no`, mail, who],
      range(160).map((i) => [
        1000 * shift + i * 7,
        i % 5 < 2 ? `${at(duty, i)}@firm${i}.example` : `p${i * 3 + shift}@firm${i}.example`,
        name(i + shift),
      ]),
    );
  const strangers = await discover({ crm: [people('contacts', 'email', 'contact', 3)], app: [people('users', 'mail', 'user', 61)] });
  expect(strangers.links.filter((link) => link.includes('email'))).toEqual([]);
  const companies = (title: string, mail: string, shift: number): TestTable =>
    table(
      title,
      [`${title}_no`, mail, 'city'],
      range(120).map((i) => [9000 * shift + i * 11, `${at(duty, i)}@firm${i}.example`, at(family, i * 5)]),
    );
  const same = await discover({ crm: [companies('accounts', 'email', 2)], erp: [companies('vendors', 'mail', 7)] });
  expect(same.links).toContain('crm.accounts.email = erp.vendors.mail');
});

test('trap: ids read as numbers are written as 100000.0 or 1.0E5', async () => {
  const ids = range(160).map((i) => (100 + i * 37) * 1000);
  const customers = table(
    'customers',
    ['customer', 'holder', 'since'],
    ids.map((id, i) => [id, name(i), born(i)]),
  );
  const pointed = table(
    'pointed',
    ['kunde', 'person', 'joined'],
    ids.map((id, i) => [`${id}.0`, name(i), born(i)]),
  );
  const shortened = table(
    'shortened',
    ['client', 'who', 'start'],
    ids.map((id, i) => [
      id
        .toExponential()
        .replace(/^(\d)e/, '$1.0e')
        .replace('e+', 'E'),
      name(i),
      born(i),
    ]),
  );
  const { find } = await discover({ erp: [customers], sheet: [pointed], export: [shortened] });
  for (const link of ['erp.customers.customer = sheet.pointed.kunde', 'erp.customers.customer = export.shortened.client'])
    expect(find(link)?.evidence).toMatchObject({
      normaliser: { source: 'code/v2', target: 'code/v2' },
      overlap: { raw_containment: 0, intersection: 160 },
    });
});

const hexOf = (i: number): string =>
  createHash('md5')
    .update(String(i * 7919))
    .digest('hex');
const uuidOf = (i: number): string => hexOf(i).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

test('a UUID is the same without its dashes and in capital letters, also among more than are compared', async () => {
  const count = 20_000;
  const accounts = table(
    'accounts',
    ['account', 'plan'],
    range(count).map((i) => [uuidOf(i), at(['free', 'team'], i)]),
  );
  const customers = table(
    'customers',
    ['external', 'segment'],
    range(count).map((i) => [hexOf(i).toUpperCase(), at(['a', 'b', 'c'], i)]),
  );
  const { find } = await discover({ app: [accounts], billing: [customers] });
  const overlap = find('app.accounts.account = billing.customers.external')?.evidence.overlap;
  expect(overlap?.norm_containment).toEqual({ s_in_t: 1, t_in_s: 1 });
  expect(overlap?.exact).toBe(false);
});

test('codes in groups are the same code however they are grouped', async () => {
  const iban = (i: number): string => {
    const rest = `10020030${String(1_000_000_000 + i * 7_919_311).slice(-10)}`;
    const check = 98n - (BigInt(`${rest}131400`) % 97n);
    return `DE${String(check).padStart(2, '0')}${rest}`;
  };
  const vat = (i: number): string => `ATU${String(10_000_000 + i * 77_711).slice(-8)}`;
  const accounts = table(
    'accounts',
    ['iban', 'holder', 'vat'],
    range(160).map((i) => [iban(i), name(i), vat(i)]),
  );
  const payments = table(
    'payments',
    ['account', 'who', 'tax_no'],
    range(140).map((i) => [iban(i).replace(/(.{4})(?=.)/g, '$1 '), name(i), vat(i).replace(/^(...)(...)(...)/, '$1 $2 $3 ')]),
  );
  const { find } = await discover({ core: [accounts], kyc: [payments] });
  for (const link of ['core.accounts.iban = kyc.payments.account', 'core.accounts.vat = kyc.payments.tax_no'])
    expect(find(link)).toMatchObject({ linkType: 'DETERMINISTIC', evidence: { overlap: { intersection: 140 } } });
});

test('ids of ten digits that begin with 1 are no times', async () => {
  const id = (i: number): number => 1_003_000_000 + i * 6_119_317;
  const doctors = table(
    'doctors',
    ['license', 'person'],
    range(150).map((i) => [id(i), name(i)]),
  );
  const lab = table(
    'senders',
    ['sender', 'doctor'],
    range(140).map((i) => [id(i + 10), name(i + 10)]),
  );
  const { links } = await discover({ clinic: [doctors], laboratory: [lab] });
  expect(links).toContain('clinic.doctors.license = laboratory.senders.sender');
});

test('addresses with the scheme of a link, and telephones in groups without a plus, are what they are', async () => {
  const local = (i: number): string => `0171 ${String(200_000 + i * 791).replace(/(...)$/, ' $1')}`;
  const mail = (i: number): string => `${at(given, i)}${i}@${at(family, i)}.example`.toLowerCase();
  const cards = table(
    'cards',
    ['card', 'link', 'sms'],
    range(120).map((i) => [9000 + i * 3, `mailto:${mail(i)}`, local(i)]),
  );
  const people = table(
    'people',
    ['person', 'mail', 'mobile'],
    range(120).map((i) => [50_000 + i * 7, mail(i), `+49${local(i).slice(1).replaceAll(' ', '')}`]),
  );
  const { links } = await discover({ library: [cards], school: [people] });
  expect(links).toEqual(['library.cards.link = school.people.mail', 'library.cards.sms = school.people.mobile']);
});

test('numbers of books are the same with ten digits and with thirteen', async () => {
  const stem = (i: number): string => String(301_000_007 + i * 4_567_891).slice(-9);
  const check = (digits: string, weight: (k: number) => number): number =>
    Array.from(digits).reduce((sum, digit, k) => sum + Number(digit) * weight(k), 0);
  const ten = (i: number): string => `${stem(i)}${'0123456789X'[(11 - (check(stem(i), (k) => 10 - k) % 11)) % 11]}`;
  const thirteen = (i: number): string => `978${stem(i)}${(10 - (check(`978${stem(i)}`, (k) => (k % 2 === 0 ? 1 : 3)) % 10)) % 10}`;
  const titles = table(
    'titles',
    ['isbn', 'author'],
    range(140).map((i) => [ten(i).replace(/^(.)(....)(....)/, '$1-$2-$3-'), name(i)]),
  );
  const products = table(
    'products',
    ['ean', 'price'],
    range(120).map((i) => [Number(thirteen(i)), (i * 37) % 90]),
  );
  const { find } = await discover({ publisher: [titles], trade: [products] });
  expect(find('publisher.titles.isbn = trade.products.ean')?.evidence).toMatchObject({
    normaliser: { source: 'isbn/v1', target: 'isbn/v1' },
    overlap: { intersection: 120, raw_containment: 0 },
  });
});

test('titles of books are names, however many words they have; notes are none', async () => {
  const title = (i: number): string => `The ${at(family, i)} of ${at(given, i * 7)} and the ${at(family, i * 3 + 1)} of ${String(i * 7)} Years`;
  const books = table(
    'books',
    ['book', 'full_title', 'remark'],
    range(150).map((i) => [`b${i * 7}`, title(i), `seen by ${at(given, i)} who said that it was read and read again on the way home`]),
  );
  const works = table(
    'works',
    ['work', 'caption', 'comment'],
    range(130).map((i) => [`w${i * 11}`, title(i).toUpperCase(), `seen by ${at(given, i)} who said that it was read and read again on the way home`]),
  );
  const { findings, links } = await discover({ library: [books], shop: [works] });
  expect(links).toEqual(['library.books.full_title = shop.works.caption']);
  expect(findings[0]?.linkType).toBe('PROBABILISTIC');
});
