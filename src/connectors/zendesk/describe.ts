import { SourceError } from '../../domain/errors.ts';
import type { SaasModel } from '../../domain/saas.ts';
import type { DescribeProgress } from '../contract.ts';
import type { HttpClient } from '../http-client.ts';
import { type Shown, shownUnless } from '../http-shown.ts';
import { inParallel } from '../in-parallel.ts';
import { allOf, atOnce, customObjectFields, customObjectList, fieldList, type ZendeskList } from './calls.ts';
import { customObjectId, type FoundObject, modelOf } from './model.ts';
import { byKey, byTicketField, fieldsOf, standardField } from './custom-fields.ts';
import type { CustomObject, FieldDefinition } from './payloads.ts';
import { anyRecord } from './payloads.ts';
import { customObjectFieldsOfAll, type StandardObject, standardObjects } from './standard-objects.ts';

/** Standard objects whose fields the account may add to: the list of those fields, and how they are called. */
const extensible: Readonly<Record<string, { readonly list: string; identifierOf(definition: FieldDefinition): string }>> = {
  tickets: { list: 'ticket_fields', identifierOf: byTicketField },
  users: { list: 'user_fields', identifierOf: byKey('user_fields') },
  organizations: { list: 'organization_fields', identifierOf: byKey('organization_fields') },
};

const reasons = {
  403: 'the credentials may not read it',
  404: 'the account does not have it',
} as const;
type Reason = (typeof reasons)[keyof typeof reasons];

/** Everything that the account shows of its shape. Throws SourceError `authenticate` where it shows no object at all. */
export async function describeAccount(client: HttpClient, signal: AbortSignal, onProgress: DescribeProgress): Promise<SaasModel> {
  const notes: string[] = [];
  const shownOr = async <T>(what: string, work: Promise<readonly T[]>): Promise<readonly T[] | undefined> => {
    const answer: Shown<readonly T[], Reason> = await shownUnless(work, reasons);
    if ('value' in answer) return answer.value;
    notes.push(`${what} left out: ${answer.hidden}.`);
    return undefined;
  };
  const list = <T>(asked: ZendeskList<T>, during: AbortSignal, limit?: number) =>
    allOf(client, asked, { signal: during, ...(limit === undefined ? {} : { limit }) });

  const customObjects = (await shownOr('Custom objects are', list(customObjectList, signal))) ?? [];
  let [done, total] = [0, standardObjects.length + customObjects.length];
  onProgress({ done, total });

  async function standard(object: StandardObject, during: AbortSignal): Promise<FoundObject | undefined> {
    const { apiIdentifier, objectName, path, list: name, fields } = object;
    // Of tickets and what lies in their lists, one call tells.
    const asked = path.includes('{') ? '/api/v2/tickets' : path;
    const there = await shownOr(`${apiIdentifier} is`, list({ path: asked, name: asked === path ? name : 'tickets', item: anyRecord }, during, 1));
    if (there === undefined) return undefined;
    const found = { apiIdentifier, objectName, isCustom: false };
    const added = extensible[apiIdentifier];
    if (added === undefined) return { ...found, fields: fields.map(standardField) };
    const definitions = await shownOr(`Custom fields of ${apiIdentifier} are`, list(fieldList(added.list), during));
    return { ...found, fields: fieldsOf({ standard: fields, identifierOf: added.identifierOf }, definitions ?? []) };
  }

  async function custom({ key, title, description }: CustomObject, during: AbortSignal): Promise<FoundObject | undefined> {
    const definitions = await shownOr(`The custom object ${key} is`, list(customObjectFields(key), during));
    if (definitions === undefined) return undefined;
    return {
      apiIdentifier: customObjectId(key),
      objectName: title || key,
      isCustom: true,
      ...(description ? { description } : {}),
      fields: fieldsOf({ standard: customObjectFieldsOfAll, identifierOf: byKey('custom_object_fields') }, definitions),
    };
  }

  const tasks = [
    ...standardObjects.map((object) => (during: AbortSignal) => standard(object, during)),
    ...customObjects.map((object) => (during: AbortSignal) => custom(object, during)),
  ];
  const found = await inParallel(tasks, { atOnce, signal }, async (task, during) => {
    const object = await task(during);
    if (object === undefined) total -= 1;
    else done += 1;
    onProgress({ done, total });
    return object;
  });
  const objects = found.filter((object) => object !== undefined);
  if (objects.length > 0) return modelOf(objects, notes);
  throw new SourceError(
    'authenticate',
    'Zendesk shows none of its objects to these credentials',
    'Give the source those of an administrator, with the scope read.',
  );
}
