import type { EntityModel, SourceModel } from '../../domain/entity.ts';
import type { AttributeProfile, SourceProfile } from '../../domain/profile.ts';
import type { Staging } from '../../profiling/staging.ts';
import { formsOfTables, type Forms } from '../forms.ts';
import { normaliserMacros, type NormaliserName } from '../normalisers.ts';
import { guardOf, type Guard } from './guards.ts';

/** A source that links are looked for in, with its rows staged. */
export interface LinkSource {
  readonly name: string;
  readonly model: SourceModel;
  readonly profile: SourceProfile;
  readonly staging: Staging;
}

type NamedEntity = Pick<EntityModel, 'path' | 'derived'> & { readonly attributes: readonly { readonly name: string }[] };

/** What a source and its entities are called. */
export interface NamedSource {
  readonly name: string;
  readonly model: { readonly entities: readonly NamedEntity[] };
}

/** One attribute of one source, among those of all sources. */
export interface Attribute {
  /** Its position among the attributes of all sources. */
  readonly id: number;
  readonly source: number;
  readonly entity: number;
  readonly ordinal: number;
  readonly name: string;
  readonly forms: Forms;
  readonly profile: AttributeProfile;
  /** Values that are there. */
  readonly filled: number;
  /** Distinct values per value, 0..1. */
  readonly distinctness: number;
  /** Why it cannot identify anything, or null where it can. */
  readonly guard: Guard | null;
  /** How often its values were halved before they were kept in the catalog; null where it was read. */
  readonly halvings: number | null;
}

/** Every attribute of the sources that has values, and what it may be used for. Three statements per source. */
export async function attributesOf(sources: readonly LinkSource[], signal: AbortSignal): Promise<Attribute[]> {
  const found: Attribute[] = [];
  for (const [source, { profile, staging }] of sources.entries()) {
    await staging.run(normaliserMacros.join(';\n'), signal);
    const filled = profile.entities.flatMap(({ rows, attributes }, entity) =>
      attributes.flatMap((attribute, ordinal) => (rows > 0 && attribute.distinct > 0 ? [{ entity, ordinal, attribute }] : [])),
    );
    const tables = filled.map(({ entity, ordinal, attribute }) => ({
      table: staging.table(entity),
      attribute: { names: [attribute.name], sql: staging.column(ordinal), profile: attribute },
    }));
    const forms = await formsOfTables(staging, tables, signal);
    for (const [i, { entity, ordinal, attribute }] of filled.entries()) {
      const given = forms[i];
      if (given === undefined) continue;
      const form = identityForms(given);
      const there = attribute.rows - attribute.nulls - attribute.empties;
      const distinctness = attribute.distinct / Math.max(1, there);
      found.push({
        id: found.length,
        source,
        entity,
        ordinal,
        name: attribute.name,
        forms: form,
        profile: attribute,
        filled: there,
        distinctness,
        guard: guardOf(form, distinctness),
        halvings: null,
      });
    }
  }
  return found;
}

/** Names and titles repeat between different things: equal ones are likely the same, not surely. */
export function isNameLike({ forms: { kind, spaced, attribute } }: Attribute): boolean {
  if (kind === 'person' || kind === 'company') return true;
  const lead = attribute.profile.masks[0]?.mask ?? '';
  return (kind === 'text' || kind === 'category') && /a/i.test(lead) && (spaced > 0.1 || /^Aa+$/.test(lead));
}

/** Codes in groups have no more of them. */
const CODE_WORDS = 6;
const TEXTS = new Set<NormaliserName>(['company', 'person', 'text']);

/** The forms that tell identity: hosts are compared as hosts whatever the attribute is called, codes as codes only, and whatever is none of these as both. */
function identityForms(forms: Forms): Forms {
  const { kind, hosts, words, normalisers, attribute } = forms;
  if (hosts > 0.8 && kind !== 'email' && kind !== 'hash') return { ...forms, kind: 'domain', normalisers: ['domain'] };
  if (kind === 'code' && attribute.profile.valueClass === 'text') return { ...forms, normalisers: normalisers.filter((form) => !TEXTS.has(form)) };
  if (mayBePhone(attribute.profile)) return { ...forms, normalisers: [...normalisers, 'phone'] };
  const lead = attribute.profile.masks[0]?.mask ?? '';
  if ((kind === 'text' || kind === 'code') && /^[^a]*9[^a]*$/.test(lead) && words <= CODE_WORDS && !normalisers.includes('code'))
    return { ...forms, normalisers: ['code', ...normalisers.filter((form) => form !== 'exact')] };
  if (kind === 'text' && normalisers.includes('exact')) return { ...forms, normalisers: ['code', 'text'] };
  return forms;
}

/** Numbers as long as those of telephones, which a table may hold without punctuation. They meet telephones only. */
function mayBePhone({ valueClass, length, distinct, minNumber, maxNumber }: AttributeProfile): boolean {
  if (valueClass !== 'integer' || length === null || minNumber === null || maxNumber === null) return false;
  return length.mean >= 8 && length.mean <= 13 && minNumber > 0 && (maxNumber - minNumber) / distinct > 1000;
}
