import type { ColumnName, TableName } from './schema-names.ts';
import { personRoleWords, personTableWords, roleWords, selfRoleWords } from './words.ts';

/** How far a column's words say what part a person plays, and the table holds people: 0, 0.5 or 1. */
export function personRole(child: ColumnName, table: TableName): number {
  if (!child.words.some((word) => personRoleWords.has(word))) return 0;
  const last = table.words.at(-1) ?? '';
  if (!table.words.some((word) => personTableWords.has(word))) return 0;
  return table.words.length === 1 || personTableWords.has(last) ? 1 : 0.5;
}

/** How far a column of this name points back into its own table, by the share of such words: parent_id, reports_to. */
export function selfRole(child: ColumnName): number {
  if (child.words.length === 0) return 0;
  return child.words.filter((word) => selfRoleWords.has(word)).length / child.words.length;
}

/** The share of a column's words that only say which part something plays. */
export function roleShare(child: ColumnName): number {
  if (child.words.length === 0) return 0;
  return child.words.filter((word) => roleWords.has(word)).length / child.words.length;
}
