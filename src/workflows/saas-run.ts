import type { SaasConnector, SaasSession } from '../connectors/contract.ts';
import { AppError } from '../domain/errors.ts';
import type { SaasModel } from '../domain/saas.ts';
import { saveSaasScan } from '../store/scan-saas.ts';
import { closeMade, kept, once } from './kept-results.ts';
import type { ScanContext, SourceRun } from './scan-run.ts';

/**
 * A SaaS application: its objects, fields and associations, as the platform itself describes them.
 *
 *     describe ─► model ─► records ─► staging ─► profile ─► findings ─► save
 */
export function saasRun(connector: SaasConnector, { source, work, signal, onProgress, host }: ScanContext): SourceRun {
  const place = (name: string): string => `${source.id}.${name}`;
  const session = once<SaasSession>(async () => {
    const config = connector.configSchema.safeParse(source.config);
    if (!config.success) throw new AppError('invalid', 'The configuration of the source does not fit its connector any more: set it anew.');
    return connector.open(config.data, signal, host);
  });
  const model = once(() =>
    kept<SaasModel>(work, place('model'), signal, async () =>
      (await session.get()).describe(signal, ({ done, total }) =>
        onProgress({ phase: 'introspect', source: source.name, done, total, unit: 'objects', rows: 0 }),
      ),
    ),
  );
  return {
    advance: (phase) => (phase === 'introspect' ? model.get() : Promise.resolve()),
    async found() {
      const described = await model.get();
      return { edges: described.associations.length, save: (trx, given) => saveSaasScan(trx, { ...given, model: described, records: null, findings: [], landing: null }) };
    },
    close: () => closeMade(session),
  };
}
