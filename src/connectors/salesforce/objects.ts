import { byText } from '../by-text.ts';
import type { SalesforceConfig } from './config.ts';
import type { ListedObject } from './payloads.ts';

const companionWords = ['History', 'FieldHistory', 'Share', 'Feed', 'ChangeEvent'];

/** The objects that the model is made of, ordered by name, and what a reader should know of the others. */
export function chooseObjects(
  listed: readonly ListedObject[],
  config: Pick<SalesforceConfig, 'objects' | 'include_custom'>,
): { readonly chosen: readonly string[]; readonly notes: readonly string[] } {
  const usable = listed.filter(({ queryable, deprecatedAndHidden }) => queryable && !deprecatedAndHidden);
  const companions = companionsOf(listed);
  const asked = config.objects === undefined ? undefined : new Set(config.objects);
  const chosen = usable
    .filter(({ name, custom }) => (asked?.has(name) ?? true) && (config.include_custom || !custom))
    .filter(({ name }) => asked !== undefined || !companions.has(name))
    .map(({ name }) => name)
    .toSorted(byText);
  const missing = [...(asked ?? [])].filter((name) => !chosen.includes(name)).toSorted(byText);
  const notes = missing.length === 0 ? [] : [`Asked for, but not among the objects that these credentials can query: ${missing.join(', ')}.`];
  return { chosen, notes };
}

/**
 * History, sharing, feed and change event objects repeat the object that they accompany. The API says which they are; where it says so of
 * none, it is an old version, and their names tell.
 */
function companionsOf(listed: readonly ListedObject[]): ReadonlySet<string> {
  const said = listed.filter(({ associateEntityType }) => associateEntityType !== undefined);
  if (said.length > 0) return new Set(said.filter((object) => companionWords.includes(object.associateEntityType ?? '')).map(({ name }) => name));
  const known = new Set(listed.map(({ name }) => name));
  const accompanies = (name: string, word: string) => {
    const base = name.slice(0, -word.length);
    return name.endsWith(word) && (known.has(base) || known.has(`${base}c`));
  };
  return new Set([...known].filter((name) => companionWords.some((word) => accompanies(name, word))));
}
