import type { IntegrationSourceCreate } from '../contract/integration-source.ts';
import { newId } from '../domain/ids.ts';
import { suggestLabel } from '../domain/instance-label.ts';
import { findSourceByLocation, labelsOfActive } from '../store/sources.ts';
import { installedConnector } from './connection-test.ts';
import { parseConfiguration } from './configuration.ts';
import { inTenant, type Context, type Services } from './context.ts';
import { createSource, updateSource, type SourceRow } from './sources.ts';

/**
 * The source at the place that a configuration names: found, with these settings and the name that it has, or registered, with a label of its name where it needs
 * one. For what sets up the same sources again and again.
 */
export async function ensureSource(services: Services, ctx: Context, body: IntegrationSourceCreate): Promise<SourceRow> {
  const connector = installedConnector(body.connector_type);
  const location = connector.location(parseConfiguration(connector, body.configuration ?? {}));
  const { known, labels } = await inTenant(services, ctx, 'sources.manage', async (trx) => ({
    known: await findSourceByLocation(trx, ctx.organizationId, connector.type, location),
    labels: await labelsOfActive(trx, ctx.organizationId, connector.type, newId()),
  }));
  if (known !== undefined) {
    const { name: _name, ...settings } = body;
    return updateSource(services, ctx, known.id, settings);
  }
  const label = labels.length === 0 ? null : suggestLabel(body.name, new Set(labels.filter((taken) => taken !== null)));
  return createSource(services, ctx, { ...body, instance_label: label });
}
