import { expect } from 'vitest';
import type { SaasAssociationModel, SaasModel } from '../../src/domain/saas.ts';

/** What holds of every model, whatever the platform said. */
export function expectSound(model: SaasModel): void {
  const { objects, associations } = model;
  const names = objects.map(({ apiIdentifier }) => apiIdentifier);
  expect(names).toEqual([...new Set(names)].toSorted(byText));
  for (const object of objects) {
    expect(object, object.apiIdentifier).toMatchObject({ apiIdentifier: expect.stringMatching(/\S/), objectName: expect.stringMatching(/\S/) });
    for (const field of object.fields) {
      const texts = { apiIdentifier: expect.stringMatching(/\S/), fieldName: expect.stringMatching(/\S/), dataType: expect.stringMatching(/\S/) };
      expect(field, `${object.apiIdentifier}.${field.apiIdentifier}`).toMatchObject(texts);
    }
    expectUnique(object.fields.map(({ apiIdentifier }) => `${object.apiIdentifier}.${apiIdentifier}`));
  }

  const fieldsOf = new Map(objects.map((object) => [object.apiIdentifier, new Set(object.fields.map(({ apiIdentifier }) => apiIdentifier))]));
  for (const association of associations) {
    const { from, to, field, typeId, label, category } = association;
    expect(names).toContain(from);
    expect(names).toContain(to);
    if (field !== null) expect([...(fieldsOf.get(from) ?? [])], `the fields of ${from}`).toContain(field);
    expect(
      [typeId, label, category].every((text) => text.trim() !== ''),
      `${from} to ${to}: type, label and category`,
    ).toBe(true);
  }
  expectUnique(associations.map(keyOf));
  const ends = associations.map(({ from, to }) => JSON.stringify([from, to]));
  expect(ends).toEqual(ends.toSorted(byText));

  // A scan keeps it as JSON between its phases.
  expect(JSON.parse(JSON.stringify(model))).toEqual(model);
}

/** What is there is also in `whole`; where something is not, a note tells of it. */
export function expectPartOf(whole: SaasModel, part: SaasModel): void {
  expectSound(part);
  const [all, found] = [namesIn(whole), namesIn(part)];
  expect(all).toEqual(expect.arrayContaining(found));
  if (found.length < all.length) expect(part.notes.length).toBeGreaterThan(whole.notes.length);
}

function namesIn({ objects, associations }: SaasModel): string[] {
  const fields = objects.flatMap((object) => object.fields.map(({ apiIdentifier }) => `${object.apiIdentifier}.${apiIdentifier}`));
  return [...objects.map(({ apiIdentifier }) => apiIdentifier), ...fields, ...associations.map(keyOf)];
}

const keyOf = ({ from, to, category, typeId }: SaasAssociationModel): string => JSON.stringify([from, to, category, typeId]);

function expectUnique(values: readonly string[]): void {
  expect(values.filter((value, i) => values.indexOf(value) !== i)).toEqual([]);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
