import { createRandom } from '../random.ts';
import { objects } from './hubspot-account.ts';
import { type HubspotRecord, recordsOf } from './hubspot-records.ts';

/** Which records of two objects are associated, drawn for each record of `of`; a field of it may hold the first of them. */
interface Links {
  readonly of: string;
  readonly to: string;
  /** How many of the records of `of` have any. */
  readonly share: number;
  readonly most: number;
  readonly field?: string;
}

const links: readonly Links[] = [
  { of: 'contacts', to: 'companies', share: 0.15, most: 1, field: 'associatedcompanyid' },
  { of: 'deals', to: 'companies', share: 0.9, most: 1 },
  { of: 'deals', to: 'contacts', share: 0.85, most: 3 },
  { of: 'line_items', to: 'deals', share: 1, most: 1 },
  { of: 'tickets', to: 'contacts', share: 0.9, most: 2 },
  { of: 'tickets', to: 'companies', share: 0.8, most: 1 },
  { of: 'tickets', to: 'deals', share: 0.2, most: 1 },
  { of: 'calls', to: 'contacts', share: 0.95, most: 2 },
  { of: 'calls', to: 'companies', share: 0.6, most: 1 },
  { of: 'emails', to: 'contacts', share: 1, most: 3 },
  { of: 'meetings', to: 'contacts', share: 1, most: 4 },
  { of: 'notes', to: 'contacts', share: 0.7, most: 1 },
  { of: 'notes', to: 'deals', share: 0.5, most: 1 },
];

/** The ids of the records of `to` that a record is associated with, in whatever way; none where the account has no such association. */
export function associatedIds(from: string, id: string, to: string): readonly string[] {
  return between(from, to).get(id) ?? [];
}

const made = new Map<string, ReadonlyMap<string, readonly string[]>>();

function between(from: string, to: string): ReadonlyMap<string, readonly string[]> {
  const key = `${from}/${to}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = new Map<string, string[]>();
  for (const link of links) {
    if (link.of === from && link.to === to) for (const [id, other] of pairs(link)) put(fresh, id, other);
    if (link.of === to && link.to === from) for (const [other, id] of pairs(link)) put(fresh, id, other);
  }
  made.set(key, fresh);
  return fresh;
}

function put(all: Map<string, string[]>, id: string, other: string): void {
  const others = all.get(id);
  if (others === undefined) all.set(id, [other]);
  else others.push(other);
}

function pairs({ of, to, share, most, field }: Links): [string, string][] {
  const random = createRandom(`hubspot ${of} ${to}`);
  const targets = idsOf(to);
  return records(of).flatMap((record) => {
    const id = record['hs_object_id'] ?? '';
    const held = field === undefined ? null : (record[field] ?? null);
    const drawn = random.chance(share) ? random.sample(targets, random.integer(1, most)) : [];
    return [...new Set([...(held === null ? [] : [held]), ...drawn])].map((other): [string, string] => [id, other]);
  });
}

function records(apiIdentifier: string): readonly HubspotRecord[] {
  const object = objects.find((known) => known.apiIdentifier === apiIdentifier);
  return object === undefined ? [] : recordsOf(object);
}

function idsOf(object: string): readonly string[] {
  return records(object).map((record) => record['hs_object_id'] ?? '');
}
