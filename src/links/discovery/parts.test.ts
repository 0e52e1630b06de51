import { expect, test } from 'vitest';
import { discover } from '../../../test/support/links.ts';
import type { TestTable } from '../../../test/support/relationships.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const at = (list: readonly string[], i: number): string => list[i % list.length] ?? '';
const family = ['Ahlers', 'Brandt', 'Conradi', 'Detering', 'Eilers', 'Fricke', 'Grote', 'Harms', 'Ihde', 'Janssen', 'Kruse', 'Lohse', 'Menke'];
const name = (i: number): string => `${at(family, i * 5)}${at(family, Math.floor(i / 13)).toLowerCase()}`;
const table = (title: string, columns: readonly string[], rows: TestTable['rows']): TestTable => ({ name: title, columns, rows });
const mail = (i: number): string => `${name(i)}.${at(['ada', 'ben', 'cleo'], i)}@firm${i % 70}.example`.toLowerCase();

test('what follows the address that all pages have in common is what others keep alone', async () => {
  const slug = (i: number): string => `${name(i * 3)}-works`.toLowerCase();
  const doi = (i: number): string => `10.${1000 + ((i * 7) % 90)}/x${(i * 7919) % 100_003}`;
  const subscriptions = table(
    'subscriptions',
    ['subscription', 'workspace_url', 'doi_url'],
    range(150).map((i) => [`sub${i * 7}`, `https://app.notes.example/w/${slug(i)}`, `https://doi.example/${doi(i)}`]),
  );
  const workspaces = table(
    'workspaces',
    ['workspace', 'slug', 'article'],
    range(130).map((i) => [`ws${i * 11}`, slug(i), doi(i).toUpperCase()]),
  );
  const { links, find } = await discover({ billing: [subscriptions], app: [workspaces] });
  expect(links.toSorted()).toEqual([
    'billing.subscriptions.doi_url = app.workspaces.article',
    'billing.subscriptions.workspace_url = app.workspaces.slug',
  ]);
  const evidence = find('billing.subscriptions.workspace_url = app.workspaces.slug')?.evidence;
  expect(evidence?.warnings).toContain('Of workspace_url, what follows the address that all values begin with is compared.');
  expect(evidence?.execution_sql).toContain(`substr(CAST(s."workspace_url" AS VARCHAR), ${'https://app.notes.example/w/'.length + 1})`);
});

test('pages that have the address in common on one side alone meet as pages, and what follows it confirms nothing of them', async () => {
  const path = (i: number): string => `in/${name(i * 3).toLowerCase()}-${i}`;
  const leads = table(
    'leads',
    ['lead', 'profile'],
    range(120).map((i) => [`l${i * 11}`, `https://people.example/${path(i)}`]),
  );
  const staff = table(
    'staff',
    ['member', 'link'],
    range(110).map((i) => [`m${i * 19}`, `http${i % 2 === 0 ? 's' : ''}://www.people.example/${path(i)}/`]),
  );
  const { links, find } = await discover({ crm: [leads], hr: [staff] });
  expect(links).toEqual(['crm.leads.profile = hr.staff.link']);
  expect(find('crm.leads.profile = hr.staff.link')?.evidence).toMatchObject({
    normaliser: { source: 'url/v1', target: 'url/v1' },
    corroboration: [],
  });
});

test('each address of a JSON list, and of a cell with several, is one of those that others keep in a row each', async () => {
  const people = table(
    'people',
    ['person', 'mail', 'firm'],
    range(300).map((i) => [`p${i * 7}`, mail(i), `firm${i % 70}.example`]),
  );
  const accounts = table(
    'accounts',
    ['account', 'domains', 'payers'],
    range(140).map((i) => [
      `a${i * 3}`,
      JSON.stringify([`firm${i % 70}.example`, ...(i % 3 === 0 ? [`firm${(i + 9) % 70}.example`] : [])]),
      [mail(i), mail(i + 140)].join('; '),
    ]),
  );
  const tickets = table(
    'tickets',
    ['ticket', 'cc', 'topic'],
    range(200).map((i) => [`t${i * 13}`, i % 2 === 0 ? [mail((i * 7) % 260), mail((i * 11 + 3) % 260)].join(', ') : null, at(['bill', 'login'], i)]),
  );
  const { links, find } = await discover({ app: [people], billing: [accounts], desk: [tickets] });
  for (const link of [
    'app.people.firm = billing.accounts.domains',
    'app.people.mail = billing.accounts.payers',
    'app.people.mail = desk.tickets.cc',
    'billing.accounts.payers = desk.tickets.cc',
  ])
    expect(links).toContain(link);
  expect(find('app.people.firm = billing.accounts.domains')?.evidence.warnings).toContain('Of domains, the items of each list are compared.');
});
