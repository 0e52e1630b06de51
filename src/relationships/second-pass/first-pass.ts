import type { Candidate } from '../candidates/candidate.ts';
import type { Surroundings } from '../features/signal.ts';
import type { Column } from '../schema.ts';
import { templateOf } from '../names/template.ts';
import { namesakeGroups, type NamesakeGroup } from './namesake-groups.ts';

/** What the first pass found, as the second looks at it. */
export interface FirstPass {
  probability(candidate: Candidate): number;
  /** Whether this is the child's likeliest parent. */
  isBest(candidate: Candidate): boolean;
  template(candidate: Candidate): string | null;
  /** Sum of probabilities of the best candidates that follow a template, and how many there are. */
  support(template: string): { readonly sum: number; readonly count: number };
  /** Sum of probabilities with which other columns refer to a key. */
  referred(key: number): number;
  /** The likeliest parent that this very column has (by column id). */
  asChild(column: number): { readonly probability: number; readonly key: number };
  /** What columns of this name refer to. */
  namesakes(name: string): NamesakeGroup;
  /** Sum of the best probabilities of columns that have (or lack) a key word, and how many such columns there are. */
  wordGroup(hasKeyWord: boolean): { readonly sum: number; readonly count: number };
}

/** Declared foreign keys count this much in template learning. */
const DECLARED_WEIGHT = 1;

export function firstPass(around: Surroundings, probabilities: ReadonlyMap<Candidate, number>, declared: ReadonlySet<Candidate>): FirstPass {
  const of = (candidate: Candidate) => (declared.has(candidate) ? DECLARED_WEIGHT : (probabilities.get(candidate) ?? 0));
  const best = new Set<Candidate>();
  const templates = new Map<Candidate, string | null>();
  const support = new Map<string, { sum: number; count: number }>();
  const referred = new Map<number, number>();
  const asChild = new Map<number, { probability: number; key: number }>();
  const namesakes = namesakeGroups();
  const words = new Map<boolean, { sum: number; count: number }>();
  for (const candidates of around.byChild.values()) {
    let top: Candidate | undefined;
    for (const candidate of candidates) {
      templates.set(candidate, templateOf(candidate, around.schema));
      if (top === undefined || of(candidate) > of(top)) top = candidate;
    }
    if (top === undefined) continue;
    best.add(top);
    const p = of(top);
    referred.set(top.key.id, (referred.get(top.key.id) ?? 0) + p);
    const column = top.child[0];
    if (column === undefined || top.child.length > 1) continue;
    asChild.set(column.id, { probability: p, key: top.key.id });
    const group = words.get(hasKeyWord(column)) ?? { sum: 0, count: 0 };
    words.set(hasKeyWord(column), { sum: group.sum + p, count: group.count + 1 });
    const template = templates.get(top) ?? null;
    if (template !== null) {
      const before = support.get(template) ?? { sum: 0, count: 0 };
      support.set(template, { sum: before.sum + p, count: before.count + 1 });
    }
    const all = new Map(candidates.map((candidate) => [candidate.key.id, of(candidate)]));
    const self = Math.max(0, ...candidates.filter((candidate) => candidate.key.table === column.table).map(of));
    namesakes.add(namesakeId(column), column.table, { key: top.key.id, probability: p, isSelf: top.key.table === column.table, self, all });
  }
  return {
    probability: of,
    isBest: (candidate) => best.has(candidate),
    template: (candidate) => templates.get(candidate) ?? null,
    support: (template) => support.get(template) ?? { sum: 0, count: 0 },
    referred: (key) => referred.get(key) ?? 0,
    asChild: (column) => asChild.get(column) ?? { probability: 0, key: -1 },
    namesakes: (name) => namesakes.of(name),
    wordGroup: (has) => words.get(has) ?? { sum: 0, count: 0 },
  };
}

/** What namesakes have in common: the name, and of parts of columns what makes them one. */
export function namesakeId({ name, slice }: Column): string {
  return slice === undefined ? name.full : JSON.stringify([name.full, slice.value]);
}

/** Whether a column's name says that it is a key. */
export function hasKeyWord(column: Column): boolean {
  return column.name.keyWord !== null && column.name.keyWord !== 'name';
}
