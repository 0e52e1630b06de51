import { z } from 'zod';
import type { Connector } from '../connectors/contract.ts';
import { problemsOf } from '../contract/problems.ts';
import { AppError } from '../domain/errors.ts';

type Config = Record<string, unknown>;

/** A configuration in its two parts: what may be shown, and what is sealed. */
export interface SplitConfiguration {
  readonly configuration: Config;
  readonly secrets: Config;
}

/** Parts a configuration by the fields that the connector's schema marks with `.meta({ secret: true })`. */
export function splitConfiguration(connector: Connector, config: Config): SplitConfiguration {
  const secret = secretFields(connector);
  const given = Object.entries(config).filter(([, value]) => value !== undefined);
  return {
    configuration: Object.fromEntries(given.filter(([name]) => !secret.has(name))),
    secrets: Object.fromEntries(given.filter(([name]) => secret.has(name))),
  };
}

/**
 * Checks a configuration that a client sent. Secrets that it leaves out keep their `known` values; those that it sends as null are dropped.
 * Throws AppError 'invalid' that names each field at fault.
 */
export function parseConfiguration(connector: Connector, sent: Config, known: Config = {}): Config {
  const secret = secretFields(connector);
  const kept = Object.entries(known).filter(([name]) => secret.has(name) && !(name in sent));
  const merged = Object.fromEntries([...Object.entries(sent).filter(([name, value]) => !(secret.has(name) && value === null)), ...kept]);
  const parsed = connector.configSchema.safeParse(merged);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error, merged, ['body', 'configuration']);
  throw new AppError('invalid', `The configuration does not fit the connector ${connector.type}.`, { problems });
}

/** Top-level fields; a schema that is a choice of several counts those of each. */
function secretFields(connector: Connector): ReadonlySet<string> {
  const schema = z.toJSONSchema(connector.configSchema, { io: 'input', unrepresentable: 'any' }) as ConfigSchema;
  const shapes = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return new Set(
    shapes.flatMap((shape) => Object.entries(shape.properties ?? {}).filter(([, field]) => field.secret === true)).map(([name]) => name),
  );
}

interface ConfigSchema {
  readonly properties?: Readonly<Record<string, { readonly secret?: boolean }>>;
  readonly anyOf?: readonly ConfigSchema[];
  readonly oneOf?: readonly ConfigSchema[];
  readonly allOf?: readonly ConfigSchema[];
}
