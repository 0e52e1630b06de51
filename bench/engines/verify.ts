import { parseTarget } from '../../src/connectors/registry.ts';
import type { RelationshipEvidence } from '../../src/domain/evidence.ts';
import { counts } from '../../src/domain/verification.ts';

/** Runs the `check_sql` of every finding on its source; a line for each whose counts are not the stored ones. */
export async function verify(target: string, evidences: readonly RelationshipEvidence[]): Promise<string[]> {
  const { signal } = new AbortController();
  const { connector, config } = parseTarget(target);
  const session = await connector.open(config, signal);
  const wrong: string[] = [];
  for (const evidence of evidences) {
    const [row] = await session.query(evidence.check_sql, signal);
    const off = counts.filter((name) => Number(row?.[name]) !== evidence.value[name]);
    if (off.length > 0)
      wrong.push(`${evidence.sentence}: ${off.map((name) => `${name} ${String(row?.[name])} instead of ${evidence.value[name]}`).join(', ')}`);
  }
  await session.close();
  return wrong;
}
