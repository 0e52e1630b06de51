import { SourceError } from '../../domain/errors.ts';
import type { SaasAssociationModel, SaasModel, SaasObjectModel } from '../../domain/saas.ts';
import { byText } from '../by-text.ts';
import type { DescribeProgress } from '../contract.ts';
import { inParallel } from '../in-parallel.ts';
import { fieldAssociations } from './associations.ts';
import { readLabels } from './association-pairs.ts';
import { atOnce, type Calls } from './calls.ts';
import { loadObject } from './load-object.ts';
import { identifiersByAlias, objectTypes, toObject } from './object-model.ts';

/** Everything that the account shows of its shape. Throws SourceError `authenticate` where it shows no object at all. */
export async function describeAccount(calls: Calls, onProgress: DescribeProgress): Promise<SaasModel> {
  const customSchemas = await calls.customSchemas();
  const types = objectTypes('value' in customSchemas ? customSchemas.value : []);
  const identifierOf = identifiersByAlias(types);
  const labels = readLabels(calls, identifierOf);
  let done = 0;
  let total = types.length;
  const loaded = await inParallel(types, { atOnce }, async (type) => {
    const object = await loadObject(calls, type);
    if (object.isReadable) {
      await labels.add(object);
      done += 1;
    } else total -= 1;
    onProgress({ done, total });
    return object;
  });
  const readable = loaded.filter(({ isReadable }) => isReadable);
  if (readable.length === 0) {
    throw new SourceError(
      'authenticate',
      'HubSpot shows none of its objects to these credentials',
      'Give them scopes such as crm.objects.contacts.read.',
    );
  }

  const names = new Map(readable.map(({ type }) => [type.apiIdentifier, type.objectName]));
  const objects: SaasObjectModel[] = [];
  const associations: SaasAssociationModel[] = [];
  for (const { type, properties } of readable) {
    const object = toObject(type, properties, identifierOf);
    objects.push(object);
    associations.push(...fieldAssociations(object, properties, (identifier) => names.has(identifier)));
  }
  const between = await labels.associations(names);
  return {
    objects: objects.toSorted((a, b) => byText(a.apiIdentifier, b.apiIdentifier)),
    associations: [...associations, ...between.associations].toSorted(
      (a, b) => byText(endsOf(a), endsOf(b)) || byText(a.category, b.category) || byText(a.typeId, b.typeId),
    ),
    notes: [
      ...('value' in customSchemas ? [] : ['Custom objects are left out: the credentials need the scope crm.schemas.custom.read.']),
      ...loaded.flatMap(({ notes }) => notes),
      ...between.notes,
    ],
  };
}

function endsOf({ from, to }: { readonly from: string; readonly to: string }): string {
  return JSON.stringify([from, to]);
}
