import type { Session } from '../connectors/contract.ts';
import type { EntityModel } from '../domain/entity.ts';
import type { LandedColumn } from '../domain/landing.ts';
import { addValue, emptyShape, leavesOf, type JsonShape } from './json-shape.ts';
import { parsedJson } from './json-values.ts';
import { isSyncColumn } from './sync-columns.ts';

/** A value that a landed table holds per row: a column, or a place in the JSON of one. */
export interface LandedValue extends LandedColumn {
  /** In the words of the system source for a column, else the kind of JSON value. */
  readonly dataType: string;
  /** The column holds JSON. */
  readonly isJson: boolean;
  /** An array of texts, numbers or truth values. */
  readonly isList: boolean;
}

export interface LandedShape {
  readonly values: readonly LandedValue[];
  /** The first column, of those that the sync did not add, that tells the first rows apart. */
  readonly key: string | null;
}

const SAMPLE_ROWS = 1000;
const SAMPLE_CELLS = 500_000;
const LEAST_ROWS = 50;

const jsonTypes = /json|struct|map\(|\[\]|^array|variant|super|^object/i;
const textTypes = /char|text|string|clob/i;

/** What has been seen of one column in the first rows. */
interface Sampled {
  readonly name: string;
  readonly dataType: string;
  readonly isDeclaredJson: boolean;
  mayBeJson: boolean;
  hasValues: boolean;
  readonly shape: JsonShape;
  /** Undefined once a row has no value, or one that an earlier row has. */
  distinct: Set<string> | undefined;
}

/** Looks at the first rows of a landed table for JSON in its columns. */
export async function discoverShape(session: Pick<Session, 'read'>, table: EntityModel, signal: AbortSignal): Promise<LandedShape> {
  const columns = table.attributes.filter(({ name }) => !isSyncColumn(name)).map(({ name, dataType }) => sampled(name, dataType));
  if (columns.length > 0) await sample(session, table, columns, signal);
  const byName = new Map(columns.map((column) => [column.name, column]));
  return {
    values: table.attributes.flatMap(({ name, dataType }) => {
      const column = byName.get(name);
      if (column === undefined) return [{ column: name, path: [], dataType, isJson: false, isList: false, isSyncColumn: true }];
      return valuesOf(column);
    }),
    key: columns.find(({ distinct, isDeclaredJson }) => !isDeclaredJson && distinct !== undefined && distinct.size > 0)?.name ?? null,
  };
}

function sampled(name: string, dataType: string): Sampled {
  const isDeclaredJson = jsonTypes.test(dataType);
  const mayBeJson = isDeclaredJson || textTypes.test(dataType);
  return { name, dataType, isDeclaredJson, mayBeJson, hasValues: false, shape: emptyShape(), distinct: new Set() };
}

async function sample(session: Pick<Session, 'read'>, table: EntityModel, columns: readonly Sampled[], signal: AbortSignal): Promise<void> {
  const limit = Math.max(LEAST_ROWS, Math.min(SAMPLE_ROWS, Math.floor(SAMPLE_CELLS / columns.length)));
  const names = columns.map(({ name }) => name);
  for await (const { rows } of session.read(table.path, names, { signal, limit })) {
    for (const row of rows) for (const [i, column] of columns.entries()) look(column, row[i] ?? null);
  }
}

function look(column: Sampled, text: string | null): void {
  if (text === null || column.distinct?.has(text) === true) column.distinct = undefined;
  else column.distinct?.add(text);
  if (text === null || !column.mayBeJson) return;
  column.hasValues = true;
  const value = column.isDeclaredJson || /^\s*[[{]/.test(text) ? parsedJson(text) : undefined;
  if (value !== undefined) addValue(column.shape, value);
  else if (!column.isDeclaredJson) column.mayBeJson = false;
}

function valuesOf({ name, dataType, isDeclaredJson, mayBeJson, hasValues, shape }: Sampled): LandedValue[] {
  const isJson = isDeclaredJson || (mayBeJson && hasValues);
  const whole = { column: name, path: [], isJson, isList: false, isSyncColumn: false };
  if (!isJson) return [{ ...whole, dataType }];
  return leavesOf(shape).map((leaf) => ({ ...whole, ...leaf }));
}
