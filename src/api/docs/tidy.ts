import { withOperations, type Document, type Parameter } from './document.ts';
import { scopeNames } from './introduction.ts';

/** What the generator leaves to be desired: see each step. */
export function tidied(document: Document): Document {
  return withParametersInOrder(withoutNoise(withFewComponents(document)));
}

/** Every schema comes once for requests (named …Input) and once for answers: drops what nothing refers to, and the suffix where it tells nothing apart. */
function withFewComponents(document: Document): Document {
  const all = document.components.schemas;
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value ?? null).matchAll(reference)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      visit(all[name]);
    }
  };
  visit(document.paths);
  const shortName = (name: string): string => {
    const short = name.replace(/Input$/, '');
    return used.has(short) ? name : short;
  };
  const schemas = Object.fromEntries([...used].toSorted().map((name) => [shortName(name), all[name] ?? {}]));
  const kept = { ...document, components: { ...document.components, schemas } };
  return JSON.parse(JSON.stringify(kept).replaceAll(reference, (_match, name: string) => `"#/components/schemas/${shortName(name)}"`)) as Document;
}

const reference = /"#\/components\/schemas\/([^"]+)"/g;

/** A format says what its long pattern repeats; keys of JSON objects are always strings. */
function withoutNoise(document: Document): Document {
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(
      ([name]) =>
        !(name === 'pattern' && 'format' in value && typeof value.format === 'string') &&
        !(name === 'propertyNames' && 'additionalProperties' in value),
    );
    return Object.fromEntries(entries.map(([name, part]) => [name, samples.has(name) ? part : clean(part)]));
  };
  return clean(document) as Document;
}

const samples = new Set(['example', 'examples', 'default']);

const places = ['path', 'query', 'header'];
const headerNames: Readonly<Record<string, string>> = { 'if-match': 'If-Match', prefer: 'Prefer' };

/** Those of the path come first, those of the scope last; headers are named as people write them, and every id in a path is told. */
function withParametersInOrder(document: Document): Document {
  return withOperations(document, (operation) => ({
    ...operation,
    parameters: (operation.parameters ?? [])
      .map((parameter) => ({
        ...parameter,
        name: headerNames[parameter.name] ?? parameter.name,
        description: parameter.description ?? descriptionOf(parameter),
      }))
      .toSorted((a, b) => placeOf(a) - placeOf(b)),
  }));
}

function placeOf({ in: place, name }: Parameter): number {
  return place === 'query' && scopeNames.includes(name) ? places.length : places.indexOf(place);
}

function descriptionOf({ name }: Parameter): string {
  const thing = name === 'source_id' ? 'integration source' : name.replace(/_id$/, '').replaceAll('_', ' ');
  return name.endsWith('_id') ? `Id of the ${thing}` : '';
}
