import { z } from 'zod';
import type { Connector } from '../connectors/contract.ts';
import { connectors } from '../connectors/registry.ts';
import type { SourceType } from '../domain/source.ts';
import { publishedSchema } from './configuration-schema.ts';
import type { Context } from './context.ts';
import { authorize } from './policy.ts';

export interface InstalledConnector {
  readonly type: string;
  readonly title: string;
  readonly sourceType: SourceType;
  readonly capabilities: readonly string[];
  /** JSON Schema of the configuration. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** The connectors of this installation. */
export const installedConnectors: readonly InstalledConnector[] = connectors.map(({ type, title, sourceType, capabilities, configSchema }) => ({
  type,
  title,
  sourceType,
  capabilities,
  configuration: publishedSchema(configSchema),
}));

/** What registering a source of a connector takes. */
export type ConfiguredConnector = Pick<Connector, 'type' | 'sourceType' | 'capabilities' | 'configSchema'> & Partial<Pick<Connector, 'location'>>;

/**
 * The connector of a type. A SaaS application whose connector is not installed has one that nothing opens: others fill in what is
 * known of such a source, and as nobody can tell the secrets of its configuration apart, all of it is secret.
 */
export function connectorOf(type: string, sourceType: SourceType | null | undefined): ConfiguredConnector | undefined {
  const installed = connectors.find((connector) => connector.type === type);
  return installed ?? (sourceType === 'saas' ? { type, sourceType, capabilities: [], configSchema: allSecret } : undefined);
}

const allSecret = z.record(z.string(), z.unknown().meta({ secret: true }));

export function listConnectors(ctx: Context): readonly InstalledConnector[] {
  authorize(ctx.actor.role, 'sources.read');
  return installedConnectors;
}
