import { expect, test } from 'vitest';
import type { RelationshipEvidence } from '../domain/evidence.ts';
import type { LinkEvidence } from '../domain/link-evidence.ts';
import type { ScanReport } from '../services/scans.ts';
import { renderFindings, renderSummary } from './findings.ts';
import { displayWidth } from './text.ts';

type Finding = ScanReport['relationships'][number];

const finding = (from: [string, ...string[]], to: [string, ...string[]], rest: Partial<Finding> & { sentence?: string } = {}): Finding => ({
  source: 'shop',
  from_schema: 'main',
  from_table: from[0],
  from_columns: from.slice(1),
  to_schema: 'main',
  to_table: to[0],
  to_columns: to.slice(1),
  type: 'INFERRED',
  status: 'SUGGESTED',
  score: 0.98,
  ...rest,
  evidence: { sentence: rest.sentence ?? `All distinct ${from[1]} exist in ${to[0]}.${to[1]}.` } as RelationshipEvidence,
});

const report = (...relationships: Finding[]): ScanReport => ({
  sources: [{ name: 'shop', connector_type: 'sqlite', tables: 12, columns: 84, rows: 120_431 }],
  relationships,
  entity_links: [],
  timings: { introspect_ms: 1, profile_ms: 2, infer_ms: 3, link_ms: 0, total_ms: 3210 },
});

test('findings are grouped by decision and certainty, two lines each', () => {
  const text = renderFindings(
    report(
      finding(['orders', 'customer_id'], ['customers', 'id'], { sentence: '4,812 of 4,820 distinct orders.customer_id exist in customers.id' }),
      finding(['lines', 'order_id', 'position'], ['positions', 'order_id', 'position'], { score: 0.61 }),
      finding(['stores', 'parent'], ['stores', 'id'], { type: 'FOREIGN_KEY', status: 'APPROVED', score: 1 }),
      finding(['a', 'b'], ['c', 'd'], { status: 'REJECTED', score: 0.97 }),
      finding(['a', 'x'], ['c', 'd'], { score: 0.52, to_schema: 'other' }),
    ),
    80,
  );
  expect(text).toMatchInlineSnapshot(`
    "shop: 12 tables, 84 columns, 120,431 rows

    Declared (1)
      stores.parent -> stores.id                                                1.00
        All distinct parent exist in stores.id.

    Almost certain (1)
      orders.customer_id -> customers.id                                        0.98
        4,812 of 4,820 distinct orders.customer_id exist in customers.id

    To review (1)
      lines(order_id, position) -> positions(order_id, position)                0.61
        All distinct order_id exist in positions.order_id.

    Possible (1)
      main.a.x -> other.c.d                                                     0.52
        All distinct x exist in c.d.

    Rejected (1)
      a.b -> c.d                                                                0.97
        All distinct b exist in c.d.
    "
  `);
});

test('awkward names keep to their lines and to the width', () => {
  const text = renderFindings(
    report(
      finding(['a very long name of a table that nobody should have given', 'and_a_column_of_it_that_is_long_as_well'], ['other_table', 'id']),
      finding(['顧客\n名簿', '番号"'], ['naïve 👩‍👩‍👧 table', 'línea\u001b[31m'], { sentence: 'x'.repeat(200) }),
    ),
    80,
  );
  for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  expect(text).toContain(String.raw`顧客\n名簿`);
  expect(text).not.toContain('\u001b');
});

test('the summary counts what is left to decide', () => {
  expect(renderSummary(report(finding(['a', 'b'], ['c', 'd'])))).toMatch(/^1 relationship, 1 to decide on, in 3\.2 s\./);
  expect(renderFindings(report(), 80)).toContain('No relationship reaches the minimum score.');
});

test('links between sources follow, with their sources named', () => {
  const link: ScanReport['entity_links'][number] = {
    source: { source: 'app', entity: 'users', attribute: 'email' },
    target: { source: 'crm', entity: 'contacts', attribute: 'mail' },
    link_type: 'DETERMINISTIC',
    status: 'SUGGESTED',
    confidence_score: 0.97,
    evidence: { sentence: '96 % of the distinct values of app.users.email are found in crm.contacts.mail.' } as LinkEvidence,
  };
  const found = { ...report(), entity_links: [link, { ...link, status: 'REJECTED' as const, confidence_score: 0.5 }] };
  expect(renderFindings(found, 80)).toMatchInlineSnapshot(`
    "shop: 12 tables, 84 columns, 120,431 rows

    No relationship reaches the minimum score.

    Links between sources, almost certain (1)
      app: users.email = crm: contacts.mail                                     0.97
        96 % of the distinct values of app.users.email are found in
        crm.contacts.mail.

    Links between sources, rejected (1)
      app: users.email = crm: contacts.mail                                     0.50
        96 % of the distinct values of app.users.email are found in
        crm.contacts.mail.
    "
  `);
  expect(renderSummary(found)).toContain('0 relationships and 2 entity links, 1 to decide on');
});
