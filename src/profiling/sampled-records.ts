import type { RecordReader, SaasSession } from '../connectors/contract.ts';
import { refusedAnswer } from '../connectors/http-failures.ts';
import type { EntityModel, SourceModel } from '../domain/entity.ts';
import { SourceError } from '../domain/errors.ts';
import { recordsPath } from '../domain/saas-records.ts';
import type { SaasModel, SaasObjectModel } from '../domain/saas.ts';

/** Records of each object that a scan reads unless told otherwise: ten pages of most platforms. */
export const SAMPLED_RECORDS = 1_000;
/** Objects that are read at the same time: as many calls as a connector makes at once. */
export const SAMPLED_AT_ONCE = 4;

/** The objects of a platform as entities whose records can be profiled. What the platform calls unique is a key. */
export function sampledModel(model: SaasModel): SourceModel {
  const { database, schema } = recordsPath('');
  return { databases: [{ name: database }], schemas: [{ database, name: schema }], entities: model.objects.map(entityOf), notes: [] };
}

function entityOf({ apiIdentifier, description, fields }: SaasObjectModel): EntityModel {
  return {
    path: recordsPath(apiIdentifier),
    kind: 'table',
    ...(description === undefined ? {} : { description }),
    attributes: fields.map((field, i) => ({
      name: field.apiIdentifier,
      dataType: field.dataType,
      isNullable: !field.isRequired,
      ordinal: i + 1,
      ...(field.description === undefined ? {} : { description: field.description }),
      isSensitive: field.isSensitive,
    })),
    keys: fields.filter(({ isUnique }) => isUnique).map((field) => ({ kind: 'unique', columns: [field.apiIdentifier] })),
    indexes: [],
    foreignKeys: [],
    notes: [],
  };
}

interface SampledReader extends RecordReader {
  /** By API identifier of an object, why its records could not be read, or not to the end. */
  readonly unread: ReadonlyMap<string, string>;
}

/**
 * Reads records through the API of a platform, in the order in which it gives them. Objects whose records the platform refuses (the rights
 * do not reach, they are gone by now, or cannot be listed) have none, and are told as `unread`. A platform that fails throws SourceError.
 */
export function sampledReader(session: Pick<SaasSession, 'read'>): SampledReader {
  const unread = new Map<string, string>();
  return {
    unread,
    async *read({ name: object }, fields, options) {
      try {
        yield* session.read(object, fields, options);
      } catch (error) {
        if (options.signal.aborted || !(error instanceof SourceError) || !isRefused(error)) throw error;
        unread.set(object, `Its records could not be read. ${error.problem}. ${error.hint}`);
      }
    },
  };
}

/** Whether a platform that works does not give these records; used up limits and credentials that are no good concern all objects. */
function isRefused(error: SourceError): boolean {
  const { status = 0, code = '' } = refusedAnswer(error) ?? {};
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status) && !/LIMIT|QUOTA/i.test(code);
}
