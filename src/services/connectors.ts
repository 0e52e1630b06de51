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

export function listConnectors(ctx: Context): readonly InstalledConnector[] {
  authorize(ctx.actor.role, 'sources.read');
  return installedConnectors;
}
