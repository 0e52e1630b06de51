import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateDemo } from '../../src/demo/generate.ts';
import type { TextRow } from './read-demo.ts';
import { readDemo } from './read-demo.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-demo-'));
let tables: ReadonlyMap<string, readonly TextRow[]>;
beforeAll(async () => {
  tables = await readDemo(await generateDemo(home));
});
afterAll(() => rmSync(home, { recursive: true }));

function valuesOf(table: string, column: string): string[] {
  return (tables.get(table) ?? []).flatMap((row) => row[column] ?? []);
}

test.each([
  ['application.accounts', 'name', / $/],
  ['application.users', 'email', /[A-Z]/],
  ['application.users', 'email', /^\s|\s$/],
  ['application.users', 'phone', /^\+\d+$/],
  ['application.users', 'phone', /^0\d{3} \/ /],
  ['application.accounts', 'name', /^Test Account$/],
  ['application.tasks', 'assignee_id', /^0$/],
  ['crm.companies', 'Website', /^https:\/\/www\./],
  ['crm.companies', 'Company Name', /\(.+\)$/],
  ['crm.companies', 'Renewal', /^\d\d\.\d\d\.\d{4}$/],
  ['crm.companies', 'Renewal', /^\d\d\/\d\d\/\d\d$/],
  ['crm.companies', 'Renewal', /^tbd$/],
  ['crm.contacts', 'First', /^\p{L}\.$/u],
  ['crm.contacts', 'Last', /[àáâäãåčćęéèëíłńñóöőøśüúźżñąÄÖÜÅÑŁ]/],
  ['crm.deals', 'Next Step', /\d{4}/],
  ['billing.customers', 'account_ref', /^[0-9A-F-]+$/],
] as const)('%s.%s has values like %s', (table, column, pattern) => {
  expect(valuesOf(table, column).filter((value) => pattern.test(value)).length).toBeGreaterThan(0);
});

test.each([
  ['application.users', 'deleted_at'],
  ['application.accounts', 'deleted_at'],
  ['application.events', 'usr_id'],
  ['crm.contacts', 'E-Mail'],
  ['billing.payments', 'failure'],
  ['support.users', 'organization_id'],
])('%s.%s is missing in some rows, not in all', (table, column) => {
  const present = valuesOf(table, column).length;
  expect(present).toBeGreaterThan(0);
  expect(present).toBeLessThan(tables.get(table)?.length ?? 0);
});

test.each([
  ['application.accounts', 'region'],
  ['application.tasks', 'schema_version'],
  ['application.invoices', 'currency'],
  ['billing.customers', 'tax_exempt'],
  ['crm.companies', 'Currency'],
])('%s.%s is constant', (table, column) => {
  expect(new Set(valuesOf(table, column)).size).toBe(1);
});
