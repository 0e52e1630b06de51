import { isDeepStrictEqual } from 'node:util';
import { problemsOf } from '../contract/problems.ts';
import { AppError, type InputProblem } from '../domain/errors.ts';
import { childOf, isSecret, itemOf, nodesOf, secretNames, type Node } from './configuration-schema.ts';
import type { ConfiguredConnector } from './connectors.ts';
import { credentialsIn } from './credentials.ts';

type Config = Record<string, unknown>;

/** A configuration in its two parts: what may be shown, and what is sealed. Both have the shape of the whole. */
export interface SplitConfiguration {
  readonly configuration: Config;
  readonly secrets: Config;
}

/** Parts a configuration by the fields that the connector's schema marks with `.meta({ secret: true })`, at any depth. */
export function splitConfiguration(connector: ConfiguredConnector, config: Config): SplitConfiguration {
  const { open, secret } = partsOf(nodesOf(connector.configSchema), config);
  return { configuration: open as Config, secrets: (secret ?? {}) as Config };
}

/**
 * Checks a configuration that a client sent. Secrets that it leaves out keep their `known` values; those that it sends as null are dropped.
 * Throws AppError 'invalid' that names each field at fault, also those that would show credentials.
 */
export function parseConfiguration(connector: ConfiguredConnector, sent: Config, known: Config = {}): Config {
  const nodes = nodesOf(connector.configSchema);
  const merged = filled(nodes, sent, known) as Config;
  const parsed = connector.configSchema.safeParse(merged);
  const at = ['body', 'configuration'];
  const problems: readonly InputProblem[] = parsed.success
    ? credentialsIn(partsOf(nodes, parsed.data).open, secretNames(nodes)).map(({ path, msg }) => ({
        loc: [...at, ...path],
        msg,
        type: 'value_error',
      }))
    : problemsOf(parsed.error, merged, at);
  if (!parsed.success || problems.length > 0)
    throw new AppError('invalid', `The configuration does not fit the connector ${connector.type}.`, { problems });
  return parsed.data;
}

interface Parts {
  readonly open: unknown;
  /** Undefined where there is no secret in it. */
  readonly secret: unknown;
}

/** Objects and lists come in both parts; in a list of secrets, null stands for what has none. */
function partsOf(nodes: readonly Node[], value: unknown): Parts {
  if (isSecret(nodes)) return { open: undefined, secret: value };
  if (Array.isArray(value)) {
    const parts = value.map((item, index) => partsOf(itemOf(nodes, index), item));
    const hasSecrets = parts.some(({ secret }) => secret !== undefined);
    return { open: parts.map(({ open }) => open), secret: hasSecrets ? parts.map(({ secret }) => secret ?? null) : undefined };
  }
  if (!isObject(value)) return { open: value, secret: undefined };
  const parts = Object.entries(value).map(([name, field]) => [name, partsOf(childOf(nodes, name), field)] as const);
  const secrets = parts.filter(([, { secret }]) => secret !== undefined).map(([name, { secret }]) => [name, secret] as const);
  return {
    open: Object.fromEntries(parts.filter(([, { open }]) => open !== undefined).map(([name, { open }]) => [name, open])),
    secret: secrets.length > 0 ? Object.fromEntries(secrets) : undefined,
  };
}

/** What was sent, with the known secrets where it leaves them out, and without those that it sends as null. */
function filled(nodes: readonly Node[], sent: unknown, known: unknown): unknown {
  if (isSecret(nodes)) return sent === undefined ? known : (sent ?? undefined);
  if (Array.isArray(sent)) {
    const before = counterparts(nodes, sent, Array.isArray(known) ? known : []);
    return sent.map((item, index) => filled(itemOf(nodes, index), item, before[index]));
  }
  if (!isObject(sent)) return sent;
  const before = isObject(known) ? known : {};
  const names = new Set([...Object.keys(sent), ...Object.keys(before).filter((name) => isSecret(childOf(nodes, name)))]);
  const fields = [...names].map((name) => [name, filled(childOf(nodes, name), sent[name], before[name])] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** For each item that was sent the known one that it stands for: what looks the same, else what has its place. */
function counterparts(nodes: readonly Node[], sent: readonly unknown[], known: readonly unknown[]): unknown[] {
  const looks = known.map((item, index) => partsOf(itemOf(nodes, index), item).open);
  const free = new Set(known.keys());
  const same = sent.map((item, index) => {
    const look = partsOf(itemOf(nodes, index), item).open;
    const match = [...free].find((place) => isDeepStrictEqual(looks[place], look));
    if (match !== undefined) free.delete(match);
    return match;
  });
  return same.map((match, index) => known[match ?? (free.has(index) ? index : -1)]);
}

function isObject(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
