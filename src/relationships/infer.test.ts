import { expect, test } from 'vitest';
import { infer, runCheck, type TestTable } from '../../test/support/relationships.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const customers: TestTable = {
  name: 'customers',
  columns: ['id', 'full_name', 'city'],
  rows: range(80).map((i) => [i + 1, `Customer ${i}`, ['Oslo', 'Lima', 'Pune'][i % 3] ?? 'Oslo']),
};

const orders: TestTable = {
  name: 'orders',
  columns: ['id', 'customer_id', 'total'],
  rows: range(400).map((i) => [i + 1, i % 19 === 0 ? null : ((i * 7) % 80) + 1, (i * 13) % 977]),
};

const orderItems: TestTable = {
  name: 'order_items',
  columns: ['order_id', 'line_no', 'quantity'],
  rows: range(900).map((i) => [Math.floor(i / 3) + 1, (i % 3) + 1, (i * 5) % 9]),
};

test('finds plain references, with counts that the check reproduces on the source', async () => {
  const tables = [customers, orders, orderItems];
  const { chosen, find } = await infer(tables);
  expect(chosen).toContain('orders.customer_id -> customers.id');
  expect(chosen).toContain('order_items.order_id -> orders.id');
  const finding = find('orders.customer_id -> customers.id');
  expect(finding?.evidence.value).toMatchObject({
    rows: 400,
    distinct: 80,
    matched_distinct: 80,
    target_rows: 80,
    target_unique: true,
    containment: 1,
  });
  expect(finding?.evidence.cardinality).toBe('N:1');
  expect(finding?.evidence.optional).toBe(true);
  expect(finding?.evidence.sentence).toBe('80 of 80 distinct orders.customer_id exist in customers.id');
  if (finding !== undefined) expect(finding.evidence.value).toMatchObject(await runCheck(tables, finding));
});

test('one parent per child, and what loses stays below one half', async () => {
  const { findings } = await infer([customers, orders, orderItems]);
  const children = findings.filter((finding) => finding.score >= 0.5).map((finding) => JSON.stringify(finding.from));
  expect(new Set(children).size).toBe(children.length);
  for (const finding of findings) expect(finding.score).toBe(Math.round(finding.score * 1e6) / 1e6);
});

test('self references', async () => {
  const employees: TestTable = {
    name: 'employees',
    columns: ['employee_id', 'last_name', 'manager_id'],
    rows: range(120).map((i) => [1000 + i, `Name ${i}`, i === 0 ? null : 1000 + Math.floor((i - 1) / 5)]),
  };
  const { chosen, find } = await infer([employees, customers, orders]);
  expect(chosen).toContain('employees.manager_id -> employees.employee_id');
  expect(find('employees.manager_id -> employees.employee_id')?.evidence.structure.self_reference).toBe(true);
});

test('composite keys are one finding whose members share a key', async () => {
  const courses: TestTable = {
    name: 'courses',
    columns: ['module_code', 'term_code', 'weeks'],
    rows: range(24).map((i) => [`M${Math.floor(i / 4)}`, `T${i % 4}`, 10 + (i % 3)]),
    keys: [{ kind: 'primary', columns: ['module_code', 'term_code'] }],
  };
  const enrolments: TestTable = {
    name: 'enrolments',
    columns: ['module_code', 'term_code', 'grade'],
    rows: range(500).map((i) => [`M${Math.floor((i % 24) / 4)}`, `T${i % 4}`, (i * 7) % 100]),
  };
  const tables = [courses, enrolments, customers, orders];
  const { chosen, find } = await infer(tables);
  expect(chosen).toContain('enrolments.module_code+term_code -> courses.module_code+term_code');
  const finding = find('enrolments.module_code+term_code -> courses.module_code+term_code');
  expect(finding?.evidence.key?.columns).toHaveLength(2);
  if (finding !== undefined) expect(finding.evidence.value).toMatchObject(await runCheck(tables, finding));
});

test('values that stand for none are named, and do not hide the key', async () => {
  const tables: TestTable[] = [
    customers,
    { ...orders, rows: orders.rows.map((row, i) => (i % 6 === 0 ? [row[0] ?? null, 0, row[2] ?? null] : row)) },
  ];
  const { chosen, find } = await infer(tables);
  expect(chosen).toContain('orders.customer_id -> customers.id');
  const value = find('orders.customer_id -> customers.id')?.evidence.value;
  expect(value?.sentinels).toEqual(['0']);
  expect(value?.containment_without_sentinels).toBe(1);
  expect(value?.orphan_samples).toEqual(['0']);
});

test('a declared key that rows violate is returned once, with what is wrong', async () => {
  const violated: TestTable = {
    ...orders,
    rows: orders.rows.map((row, i) => (i < 10 ? [row[0] ?? null, 5000 + i, row[2] ?? null] : row)),
    foreignKeys: [{ columns: ['customer_id'], table: 'customers', targetColumns: ['id'] }],
  };
  const { findings, find } = await infer([customers, violated]);
  const finding = find('orders.customer_id -> customers.id');
  expect(finding).toMatchObject({ type: 'FOREIGN_KEY', score: 1, evidence: { model: 'declared', value: { orphan_distinct: 10, orphan_rows: 10 } } });
  expect(findings.filter(({ from, to }) => from.columns[0] === 'customer_id' && to.path.name === 'customers' && to.columns[0] === 'id')).toHaveLength(
    1,
  );
  expect(findings.filter(({ from, score }) => from.columns[0] === 'customer_id' && score >= 0.5)).toHaveLength(1);
});

test('a one-to-one subtype points from the part to the whole', async () => {
  const details: TestTable = {
    name: 'customer_details',
    columns: ['customer_id', 'notes'],
    rows: range(40).map((i) => [i * 2 + 1, `note ${i}`]),
  };
  const { chosen, find } = await infer([customers, details, orders]);
  expect(chosen).toContain('customer_details.customer_id -> customers.id');
  expect(find('customer_details.customer_id -> customers.id')?.evidence.cardinality).toBe('1:1');
  expect(chosen).not.toContain('customers.id -> customer_details.customer_id');
});

test('with ids 1..n everywhere the names decide', async () => {
  const names = ['suppliers', 'products', 'warehouses', 'categories'];
  const masters = names.map((name, k): TestTable => ({
    name,
    columns: ['id', 'label'],
    rows: range(50 + k * 10).map((i) => [i + 1, `${name} ${i}`]),
  }));
  const stock: TestTable = {
    name: 'stock',
    columns: ['id', 'product_id', 'warehouse_id', 'supplier_id', 'pieces'],
    rows: range(300).map((i) => [i + 1, ((i * 3) % 50) + 1, ((i * 7) % 45) + 1, ((i * 11) % 48) + 1, (i * 17) % 40]),
  };
  const { chosen } = await infer([...masters, stock]);
  expect(chosen.toSorted()).toEqual(['stock.product_id -> products.id', 'stock.supplier_id -> suppliers.id', 'stock.warehouse_id -> warehouses.id']);
});

test('a child without values is never more than a possibility, and empty tables do no harm', async () => {
  const empty: TestTable = { name: 'invoices', columns: ['id', 'customer_id'], rows: [] };
  const blank: TestTable = { name: 'visits', columns: ['id', 'customer_id'], rows: range(30).map((i) => [i + 1, i % 2 === 0 ? null : '']) };
  const { findings } = await infer([customers, empty, blank]);
  for (const finding of findings) if (finding.evidence.value.distinct === 0) expect(finding.score).toBeLessThan(0.5);
});

test('no table, no finding', async () => {
  expect((await infer([])).findings).toEqual([]);
});

test('raw values of sensitive attributes are never shown', async () => {
  const people: TestTable = { name: 'people', columns: ['email', 'name'], rows: range(60).map((i) => [`p${i}@example.com`, `N${i}`]) };
  const logins: TestTable = {
    name: 'logins',
    columns: ['id', 'email'],
    rows: range(90).map((i) => [i + 1, i < 3 ? `ghost${i}@example.com` : `p${i % 60}@example.com`]),
  };
  const { findings } = await infer([people, logins]);
  expect(JSON.stringify(findings)).not.toContain('ghost');
});

test('the same input gives the same bytes, whatever the number of threads', async () => {
  const tables = [customers, orders, orderItems];
  const first = JSON.stringify((await infer(tables, { threads: 1 })).findings);
  expect(JSON.stringify((await infer(tables, { threads: 2 })).findings)).toBe(first);
});
