import type { Batch, SaasHost, SaasSession } from '../../../src/connectors/contract.ts';
import { openHttp } from '../../../src/connectors/http-client.ts';
import type { ShelfConfig } from './index.ts';
import { toModel } from './model.ts';
import type { DescribedType } from './model.ts';
import { accountAnswer, fieldsAnswer, recordsAnswer, typesAnswer } from './payloads.ts';

export function openShelf(config: ShelfConfig, { allowsInternalAddresses }: SaasHost): SaasSession {
  const http = openHttp({
    product: 'Shelf',
    baseUrl: config.base_url,
    authorization: { headers: async () => ({ authorization: `Bearer ${config.api_key}` }) },
    allowsInternalAddresses,
    requestsPerSecond: 100,
  });

  return {
    async test(signal) {
      const { name } = await http.json({ path: '/api/account', schema: accountAnswer, signal, stage: 'authenticate' });
      return { passed: ['resolve', 'connect', 'authenticate'], server: `Shelf, ${name}` };
    },

    async describe(signal, onProgress) {
      const { types } = await http.json({ path: '/api/types', schema: typesAnswer, signal });
      const described: DescribedType[] = [];
      const missing: string[] = [];
      for (const [i, type] of types.entries()) {
        onProgress({ done: i, total: types.length });
        const answer = await http.jsonIfThere({ path: `/api/types/${encodeURIComponent(type.name)}`, schema: fieldsAnswer, signal });
        if (answer === undefined) missing.push(type.name);
        else described.push({ type, fields: answer.fields });
      }
      onProgress({ done: types.length, total: types.length });
      return toModel(described, missing);
    },

    async *read(object, fields, { signal, limit = Infinity }): AsyncGenerator<Batch> {
      let left = limit;
      let path: string | null = `/api/records/${encodeURIComponent(object)}`;
      while (path !== null && left > 0) {
        const page: { records: Record<string, unknown>[]; next: string | null } = await http.json({
          path,
          schema: recordsAnswer,
          signal,
          stage: 'read',
        });
        const records = page.records.slice(0, left);
        yield { rows: records.map((record) => fields.map((field) => valueText(record[field]))) };
        left -= records.length;
        path = page.next;
      }
    },

    close: () => http.close(),
  };
}

function valueText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
