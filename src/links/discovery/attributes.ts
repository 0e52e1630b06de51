import type { EntityModel, SourceModel } from '../../domain/entity.ts';
import type { AttributeProfile, SourceProfile } from '../../domain/profile.ts';
import type { Staging } from '../../profiling/staging.ts';
import { formsOfTables, type Forms } from '../forms.ts';
import { isIsbn } from '../isbn.ts';
import { lookupOf } from '../lookups/lookups.ts';
import { NOWHERE } from '../lookups/phones.ts';
import { normaliserMacros, type NormaliserName } from '../normalisers.ts';
import { columnsOf, filledOf } from './columns.ts';
import { guardOf, type Guard } from './guards.ts';
import { withOrigins, type FormedColumn } from './origins.ts';

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
  /** Of several attributes as one, that of the last. */
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
  /** How often its values are halved: those that are left are compared. */
  readonly halvings: number;
}

/** Every attribute of a source that has values, and what it may be used for: numbered from 0, as those of the only source. Some statements. */
export async function attributesOf({ profile, staging }: LinkSource, signal: AbortSignal): Promise<Attribute[]> {
  await staging.run(normaliserMacros.join(';\n'), signal);
  const columns = await columnsOf({ profile, staging }, signal);
  const forms = await formsOfTables(staging, columns, signal);
  const formed = columns.flatMap((column, i): FormedColumn[] => {
    const given = forms[i];
    return given === undefined ? [] : [{ ...column, forms: withCodeLists(withBooks(identityForms(given))) }];
  });
  return (await withOrigins(staging, formed, signal)).map(({ entity, ordinal, attribute: { names, profile: own }, forms: form }, id) => {
    const filled = filledOf(own);
    const distinctness = own.distinct / Math.max(1, filled);
    return {
      id,
      source: 0,
      entity,
      ordinal,
      name: names.join(' + '),
      forms: form,
      profile: own,
      filled,
      distinctness,
      guard: guardOf(form, distinctness),
      halvings: 0,
    };
  });
}

/** Names and titles repeat between different things: equal ones are likely the same, not surely. */
export function isNameLike({ forms: { kind, spaced, attribute } }: Attribute): boolean {
  if (kind === 'person' || kind === 'company') return attribute.profile.masks.some(({ mask }) => /a/i.test(mask));
  const lead = attribute.profile.masks[0]?.mask ?? '';
  return (kind === 'text' || kind === 'category') && /a/i.test(lead) && (spaced > 0.1 || /^Aa+$/.test(lead));
}

/** An integer that is written with a decimal point, as ids are that were read as numbers. */
export function isWholeNumber({ valueClass, masks }: AttributeProfile): boolean {
  return valueClass === 'integer' && masks.some(({ mask }) => mask.includes('.'));
}

/** Codes in groups have no more of them. */
const CODE_WORDS = 6;
const TEXTS = new Set<NormaliserName>(['company', 'person', 'text']);

/** The forms that tell identity: hosts are compared as hosts whatever the attribute is called, codes as codes only, and whatever is none of these as both. */
function identityForms(forms: Forms): Forms {
  const { kind, hosts, words, normalisers, attribute } = forms;
  if (attribute.names.length > 1) return { ...forms, kind: 'person', normalisers: ['person'] };
  if (kind === 'domain' || (hosts > 0.8 && kind !== 'email' && kind !== 'hash'))
    return { ...forms, kind: 'domain', normalisers: [...(arePages(attribute.profile) ? (['url'] as const) : []), 'domain', 'registrable_domain'] };
  if (kind === 'phone') return { ...forms, normalisers: ['e164', 'phone'] };
  if (kind === 'code' && attribute.profile.valueClass === 'text') return { ...forms, normalisers: normalisers.filter((form) => !TEXTS.has(form)) };
  if (mayBePhone(attribute.profile)) return { ...forms, normalisers: [...normalisers, 'phone'] };
  const lead = attribute.profile.masks[0]?.mask ?? '';
  if ((kind === 'text' || kind === 'code') && /^[^a]*9[^a]*$/.test(lead) && words <= CODE_WORDS && !normalisers.includes('code'))
    return { ...forms, normalisers: ['code', ...normalisers.filter((form) => form !== 'exact')] };
  if (attribute.profile.semanticType === 'address' && normalisers.includes('text')) return { ...forms, normalisers: [...normalisers, 'address'] };
  if (kind === 'text' && normalisers.includes('exact')) return { ...forms, normalisers: ['code', 'text'] };
  return forms;
}

const MOSTLY = 0.8;

/** Mostly addresses of pages, not of hosts alone. */
function arePages({ masks }: AttributeProfile): boolean {
  const count = (some: AttributeProfile['masks']): number => some.reduce((sum, one) => sum + one.count, 0);
  return count(masks.filter(({ mask }) => /[^/:]\/[^/]/.test(mask))) >= MOSTLY * count(masks);
}

/** So many numbers have the check digit of a book's by chance in no column. */
const LEAST_BOOKS = 5;

/** Numbers of books are compared as such, too, with ten digits or with thirteen. */
function withBooks(forms: Forms): Forms {
  const { top } = forms.attribute.profile;
  if (top.length < LEAST_BOOKS || top.filter(({ value }) => isIsbn(value)).length < LEAST_SHARE * top.length) return forms;
  return { ...forms, kind: 'code', normalisers: ['code', 'isbn'] };
}

/** A list of codes or names of countries or currencies is no longer than this, spellings included. */
const LISTED = 2000;
const LEAST_SHARE = 0.9;
/** So many different numbers or short codes are not all those of countries by chance. */
const SURELY = 20;
/** How many of the commonest values have to be on a list, by what the values seem to be; nothing else is looked up. */
const leastListed: ReadonlyMap<string | null, number> = new Map([
  ['country', 1],
  ['country_code', 1],
  ['currency_code', 1],
  [null, 3],
  ['code', SURELY],
]);
const COUNTRY_NUMBERS = { least: 4, greatest: 894, count: 249 };

/** Countries and currencies are compared as such, too, however they are written. */
function withCodeLists(forms: Forms): Forms {
  const { valueClass, semanticType, distinct, top, minNumber, maxNumber } = forms.attribute.profile;
  const least = leastListed.get(semanticType);
  if (distinct > LISTED || least === undefined) return forms;
  if (valueClass === 'integer') {
    const { least: first, greatest, count } = COUNTRY_NUMBERS;
    const mayBeCountries = distinct >= SURELY && distinct <= count && (minNumber ?? 0) >= first && (maxNumber ?? Infinity) <= greatest;
    return mayBeCountries ? { ...forms, normalisers: [...forms.normalisers, 'country'] } : forms;
  }
  const lists = (['country', 'currency'] as const).filter((form) => {
    const known = top.filter(({ value }) => lookupOf(form)?.find(value, NOWHERE).length === 1).length;
    return valueClass === 'text' && known >= Math.max(least, LEAST_SHARE * top.length);
  });
  return lists.length === 0 ? forms : { ...forms, normalisers: [...forms.normalisers, ...lists] };
}

/** Numbers as long as those of telephones, which a table may hold without punctuation. They meet telephones only. */
function mayBePhone({ valueClass, length, distinct, minNumber, maxNumber }: AttributeProfile): boolean {
  if (valueClass !== 'integer' || length === null || minNumber === null || maxNumber === null) return false;
  return length.mean >= 8 && length.mean <= 13 && minNumber > 0 && (maxNumber - minNumber) / distinct > 1000;
}
