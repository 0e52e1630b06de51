import { SourceError } from '../../domain/errors.ts';
import type { SaasHost, SaasSession } from '../contract.ts';
import { openHttp } from '../http-client.ts';
import { salesforceApi } from './api.ts';
import { authorizationOf } from './authorization.ts';
import type { SalesforceConfig } from './config.ts';
import { describeAll } from './describe-all.ts';
import { modelOf, standardOnly } from './model.ts';
import { chooseObjects } from './objects.ts';
import type { ObjectDescription } from './payloads.ts';
import { readRecords } from './records.ts';

/** Opens one organization; the first call signs in. */
export function openSession(config: SalesforceConfig, _signal: AbortSignal, host: SaasHost): Promise<SaasSession> {
  const client = openHttp({
    product: 'Salesforce',
    baseUrl: config.instance_url,
    authorization: authorizationOf(config, host),
    allowsInternalAddresses: host.allowsInternalAddresses,
  });
  const api = salesforceApi(client, config.api_version);
  /** By object, the types of its fields. */
  const known = new Map<string, ReadonlyMap<string, string>>();

  function remember({ name, fields }: ObjectDescription): ReadonlyMap<string, string> {
    const types = new Map(fields.map((field) => [field.name, field.type]));
    known.set(name, types);
    return types;
  }

  async function typesOf(object: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const types = known.get(object);
    if (types !== undefined) return types;
    const description = await api.describe(object, signal, 'read');
    if (description !== undefined) return remember(description);
    throw new SourceError('read', `Salesforce has no object "${object}" for these credentials`, 'Scan the source again.');
  }

  return Promise.resolve({
    async test(signal) {
      const versions = await api.versions(signal);
      const version = versions.find((candidate) => `v${candidate.version}` === config.api_version);
      if (version === undefined) {
        const last = versions.at(-1)?.version;
        const hint = last === undefined ? 'Check the address of the organization.' : `Its newest is v${last}: set api_version to one that it has.`;
        throw new SourceError('list', `The organization has no version ${config.api_version} of the API`, hint);
      }
      await api.list(signal);
      return {
        passed: ['resolve', 'connect', 'authenticate', 'list'],
        server: `Salesforce ${version.label ?? ''} (API ${config.api_version})`.replace(/ +/, ' '),
      };
    },

    async describe(signal, onProgress) {
      const { chosen, notes } = chooseObjects(await api.list(signal), config);
      const descriptions = await describeAll(api, chosen, signal, onProgress);
      for (const description of descriptions) remember(description);
      const gone = chosen.filter((name) => !descriptions.some((description) => description.name === name));
      const goneNotes = gone.map((name) => `${name} is listed, but was gone when its fields were asked for.`);
      return modelOf(config.include_custom ? descriptions : descriptions.map(standardOnly), [...notes, ...goneNotes]);
    },

    async *read(object, fields, { signal, limit }) {
      const types = await typesOf(object, signal);
      const missing = fields.find((field) => !types.has(field));
      if (missing !== undefined) throw new SourceError('read', `Salesforce's ${object} has no field "${missing}"`, 'Scan the source again.');
      yield* readRecords(api, { object, fields, types, limit, signal });
    },

    close: () => client.close(),
  });
}
