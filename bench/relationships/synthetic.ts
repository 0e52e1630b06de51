import { join } from 'node:path';
import type { EntityModel, SourceModel } from '../../src/domain/entity.ts';
import { openStaging } from '../../src/profiling/staging.ts';
import type { Database, TrueEdge } from './database.ts';
import { generator, seedOf } from './random.ts';
import { conventionOf } from './synthetic-names.ts';

type Cell = string | null;

interface Made {
  readonly name: string;
  readonly words: readonly string[];
  readonly columns: { readonly name: string; readonly cells: Cell[] }[];
  readonly keyValues: readonly string[];
  readonly primary: readonly number[];
  readonly rows: number;
}

/** How many invented databases there are to learn from, beside the real ones. */
export const syntheticNames: readonly string[] = Array.from({ length: 20 }, (_, i) => `invented-${String(i + 1).padStart(2, '0')}`);

/** An invented database: entities, lookups, link tables, subtypes, self references, roles, measures and dirt, in one naming convention. */
export async function inventDatabase(name: string, work: string): Promise<{ database: Database; edges: TrueEdge[] }> {
  const { tables, edges } = invent(name);
  const path = (table: Made) => ({ database: name, schema: 'main', name: table.name });
  const entities = tables.map((table): EntityModel => ({
    path: path(table),
    kind: 'table',
    attributes: table.columns.map((column, i) => ({ name: column.name, dataType: 'VARCHAR', isNullable: true, ordinal: i + 1 })),
    keys: [],
    indexes: [],
    foreignKeys: [],
    notes: [],
  }));
  const model: SourceModel = { databases: [{ name }], schemas: [{ database: name, name: 'main' }], entities, notes: [] };
  const keyed: SourceModel = {
    ...model,
    entities: entities.map((entity, i) => ({
      ...entity,
      keys: [{ kind: 'primary' as const, columns: (tables[i]?.primary ?? []).map((column) => entity.attributes[column]?.name ?? '') }],
    })),
  };
  const staging = await openStaging({ directory: join(work, name), model });
  for (const [index, table] of tables.entries()) {
    await staging.run(`CREATE TABLE ${staging.table(index)} (${table.columns.map((_, i) => `${staging.column(i)} VARCHAR`).join(', ')})`);
    for (let at = 0; at < table.rows; at += 1000) {
      const values: string[] = [];
      for (let row = at; row < Math.min(at + 1000, table.rows); row += 1)
        values.push(`(${table.columns.map(({ cells }) => literal(cells[row] ?? null)).join(', ')})`);
      await staging.run(`INSERT INTO ${staging.table(index)} VALUES ${values.join(', ')}`);
    }
  }
  return { database: { name, model, keyed, staging }, edges };
}

const literal = (cell: Cell): string => (cell === null ? 'NULL' : `'${cell}'`);

function invent(name: string): { tables: Made[]; edges: TrueEdge[] } {
  const random = generator(seedOf(name));
  const names = conventionOf(random);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const tables: Made[] = [];
  const edges: TrueEdge[] = [];
  const idStyle = pick(['dense', 'dense', 'dense', 'offset', 'sparse', 'code', 'mixed'] as const);
  const large = random() < 0.6;
  const dirty = random() < 0.5 ? 0 : 0.01 + 0.05 * random();
  const count = between(4, 26);
  const people = random() < 0.65;

  for (let t = 0; t < count; t += 1) {
    const kind = t < 2 ? 'entity' : pick(['entity', 'entity', 'entity', 'lookup', 'link', 'subtype', 'facts'] as const);
    const parents = tables.map((_, i) => i).filter((i) => (tables[i]?.primary.length ?? 0) === 1);
    if (kind === 'link' && parents.length >= 2) makeLink(parents);
    else if (kind === 'subtype') makeSubtype(pick(parents));
    else makeTable(kind === 'lookup' ? 'lookup' : kind === 'facts' ? 'facts' : 'entity', parents);
  }
  return { tables, edges };

  function ids(rows: number): string[] {
    const style = idStyle === 'mixed' ? pick(['dense', 'sparse', 'code', 'offset'] as const) : idStyle;
    const start = style === 'offset' ? between(1, 900) * 100 : 1;
    let at = start;
    const letter = pick(['A', 'C', 'X', 'PR', 'KD', 'S']);
    return Array.from({ length: rows }, (_, i) => {
      if (style === 'sparse') at += between(1, 9);
      return style === 'code' ? `${letter}${String(i + 1).padStart(5, '0')}` : String(style === 'sparse' ? at : start + i);
    });
  }

  function makeTable(kind: 'entity' | 'lookup' | 'facts', parents: readonly number[]): void {
    const words = names.entity(kind);
    const rows =
      kind === 'lookup'
        ? between(3, 12)
        : kind === 'facts'
          ? between(large ? 300 : 15, large ? 2500 : 60)
          : between(large ? 40 : 6, large ? 900 : 30);
    const keyValues = ids(rows);
    const columns: Made['columns'] = [{ name: names.key(words), cells: keyValues.slice() }];
    const references = kind === 'lookup' ? 0 : kind === 'facts' ? between(2, 5) : between(0, 2);
    const pending: { name: string; cells: Cell[]; parent: number }[] = [];
    for (let r = 0; r < Math.min(references, parents.length); r += 1) {
      const parent = pick(parents);
      const role = pending.some((one) => one.parent === parent) || random() < 0.2;
      pending.push({
        name: names.child(tables[parent]?.words ?? [], tables[parent]?.columns[0]?.name ?? '', role),
        cells: draw(tables[parent]?.keyValues ?? [], rows, 1),
        parent,
      });
    }
    const roles = people && tables.length > 0 && kind !== 'lookup' ? 2 : 0;
    for (let r = 0; r < roles; r += 1) {
      if (random() < 0.6) continue;
      const name = names.person();
      if (!pending.some((one) => one.name === name)) pending.push({ name, cells: draw(tables[0]?.keyValues ?? [], rows, 1), parent: 0 });
    }
    const attributes: { name: string; cells: Cell[] }[] = Array.from({ length: between(2, 6) }, () => attribute(rows));
    if (kind !== 'facts')
      attributes.unshift({ name: names.column(pick(['name', 'title', 'label'])), cells: keyValues.map((_, i) => `${names.word()} ${i}`) });
    const self = kind === 'entity' && random() < 0.25;
    const mixed = random() < 0.5 ? [...pending, ...attributes] : [...attributes, ...pending];
    for (const column of mixed) columns.push({ name: fresh(columns, column.name), cells: column.cells });
    const index = tables.length;
    for (const one of pending)
      edges.push(
        edge(
          index,
          columns.findIndex((column) => column.cells === one.cells),
          one.parent,
          0,
        ),
      );
    if (self) {
      columns.push({
        name: fresh(columns, names.self(words)),
        cells: keyValues.map((_, i) => (i === 0 || random() < 0.2 ? null : (keyValues[Math.floor(random() * i)] ?? null))),
      });
      edges.push(edge(index, columns.length - 1, index, 0));
    }
    tables.push({
      name: names.table(
        words,
        tables.map((table) => table.name),
      ),
      words,
      columns,
      keyValues,
      primary: [0],
      rows,
    });
  }

  function makeLink(parents: readonly number[]): void {
    const a = pick(parents);
    const b = pick(parents.filter((other) => other !== a));
    const [left, right] = [tables[a], tables[b]];
    if (left === undefined || right === undefined) return;
    const rows = Math.min(left.rows * right.rows, between(10, 1200));
    const seen = new Set<string>();
    const cells: [Cell[], Cell[]] = [[], []];
    for (let i = 0; i < rows * 3 && cells[0].length < rows; i += 1) {
      const x = pick(left.keyValues);
      const y = pick(right.keyValues);
      if (seen.has(`${x} ${y}`)) continue;
      seen.add(`${x} ${y}`);
      cells[0].push(x);
      cells[1].push(y);
    }
    const made = cells[0].length;
    const columns: Made['columns'] = [
      { name: names.child(left.words, left.columns[0]?.name ?? '', false), cells: cells[0] },
      { name: names.child(right.words, right.columns[0]?.name ?? '', false), cells: cells[1] },
    ];
    if (columns[0]?.name === columns[1]?.name) return;
    const hasExtras = random() < 0.5;
    if (hasExtras)
      for (let i = 0; i < 2; i += 1) {
        const extra = attribute(made);
        columns.push({ name: fresh(columns, extra.name), cells: extra.cells });
      }
    const index = tables.length;
    const words = [...left.words, ...right.words.slice(-1)];
    tables.push({
      name: names.table(
        words,
        tables.map((table) => table.name),
      ),
      words,
      columns,
      keyValues: [],
      primary: [0, 1],
      rows: made,
    });
    edges.push(edge(index, 0, a, 0), edge(index, 1, b, 0));
    if (hasExtras && random() < 0.6) makeDetail(index, [a, b]);
  }

  /** A table that refers to a link table by both columns of its key; each of them also refers to the entity it names. */
  function makeDetail(link: number, parents: readonly [number, number]): void {
    const target = tables[link];
    if (target === undefined) return;
    const rows = between(20, 800);
    const chosen = Array.from({ length: rows }, () => Math.floor(random() * target.rows));
    const words = names.entity('facts');
    const columns: Made['columns'] = [{ name: names.key(words), cells: ids(rows) }];
    for (const member of [0, 1])
      columns.push({ name: target.columns[member]?.name ?? '', cells: chosen.map((row) => target.columns[member]?.cells[row] ?? null) });
    const extra = attribute(rows);
    columns.push({ name: fresh(columns, extra.name), cells: extra.cells });
    const index = tables.length;
    tables.push({
      name: names.table(
        words,
        tables.map((table) => table.name),
      ),
      words,
      columns,
      keyValues: (columns[0]?.cells ?? []).map(String),
      primary: [0],
      rows,
    });
    edges.push(
      { fromTable: index, fromColumns: [1, 2], toTable: link, toColumns: [0, 1] },
      edge(index, 1, parents[0], 0),
      edge(index, 2, parents[1], 0),
    );
  }

  function makeSubtype(parent: number): void {
    const target = tables[parent];
    if (target === undefined) return;
    const keyValues = target.keyValues.filter(() => random() < 0.6);
    const words = [...target.words, pick(names.parts)];
    const columns: Made['columns'] = [{ name: names.child(target.words, target.columns[0]?.name ?? '', false), cells: keyValues.slice() }];
    for (let i = 0; i < 3; i += 1) {
      const extra = attribute(keyValues.length);
      columns.push({ name: fresh(columns, extra.name), cells: extra.cells });
    }
    edges.push(edge(tables.length, 0, parent, 0));
    tables.push({
      name: names.table(
        words,
        tables.map((table) => table.name),
      ),
      words,
      columns,
      keyValues,
      primary: [0],
      rows: keyValues.length,
    });
  }

  /** Draws values of a key with a skew; some are missing, and where data is dirty some are wrong. */
  function draw(values: readonly string[], rows: number, fill: number): Cell[] {
    const constant = random() < 0.12;
    const used = constant
      ? values.slice(0, 1 + Math.floor(2 * random()))
      : random() < 0.3
        ? values.slice(0, Math.max(1, Math.floor(values.length * random())))
        : values;
    const missing = random() < 0.3 ? 0.3 * random() : 0;
    const sentinel = dirty > 0 && random() < 0.3 ? pick(['0', '-1', '']) : null;
    const skew = 1 + 2 * random();
    return Array.from({ length: rows }, () => {
      if (random() < missing * fill) return sentinel ?? null;
      if (random() < dirty) return `9${pick(values)}`;
      return used[Math.floor(used.length * random() ** skew)] ?? null;
    });
  }

  /** A column that refers to nothing. */
  function attribute(rows: number): { name: string; cells: Cell[] } {
    const kind = pick(['count', 'count', 'amount', 'year', 'date', 'flag', 'category', 'text', 'score', 'order', 'phone', 'number'] as const);
    const top = between(3, 120);
    const of = (make: () => string): Cell[] => Array.from({ length: rows }, () => (random() < 0.05 ? null : make()));
    const name = names.column(names.attribute(kind));
    if (kind === 'amount') return { name, cells: of(() => (random() * 900).toFixed(2)) };
    if (kind === 'year') return { name, cells: of(() => String(between(1950, 2024))) };
    if (kind === 'date') return { name, cells: of(() => `20${between(10, 24)}-0${between(1, 9)}-1${between(0, 9)}`) };
    if (kind === 'flag') return { name, cells: of(() => String(between(0, 1))) };
    if (kind === 'category') return { name, cells: of(() => `kind ${between(1, 6)}`) };
    if (kind === 'text') return { name, cells: of(() => `${names.word()} ${names.word()} ${between(1, 99)}`) };
    if (kind === 'order') return { name, cells: Array.from({ length: rows }, (_, i) => String(i + 1)) };
    if (kind === 'phone') return { name, cells: of(() => `${between(100, 999)}-${between(1000, 9999)}`) };
    return { name, cells: of(() => String(between(kind === 'count' ? 0 : 1, top))) };
  }
}

function edge(fromTable: number, from: number, toTable: number, to: number): TrueEdge {
  return { fromTable, fromColumns: [from], toTable, toColumns: [to] };
}

function fresh(columns: readonly { readonly name: string }[], name: string): string {
  let free = name;
  for (let n = 2; columns.some((column) => column.name.toLowerCase() === free.toLowerCase()); n += 1) free = `${name}${n}`;
  return free;
}
