import { listsRecords, type RestConfig } from './config.ts';

type Scalar = string | number | boolean;

/** An address that answers with records. */
export interface Endpoint {
  /** The API identifier of the object that it lists: the last part of its path, or the whole path where another endpoint ends in the same. */
  readonly name: string;
  /** The whole address of its first page. */
  readonly address: URL;
  /** Where the records are in the answer, where the configuration says so. */
  readonly dataPath: readonly string[] | undefined;
  readonly description: string | undefined;
  /** Whether the source is nothing without it. */
  readonly isNeeded: boolean;
}

/** What is introspected: the introspection endpoint first, then the tools that list records; each address once. */
export function endpointsOf(config: RestConfig): readonly Endpoint[] {
  const { introspection_endpoint: first, introspection_params: query, introspection_data_key: dataKey } = config;
  const asked = [
    ...(first === undefined ? [] : [{ endpoint: first, query, dataPath: dataKey, description: undefined, isNeeded: true }]),
    ...config.tools.filter(listsRecords).map((tool) => ({
      endpoint: tool.endpoint,
      query: Object.fromEntries(
        tool.parameters.flatMap(({ name, default: value }) => (value === undefined || tool.body_parameters.includes(name) ? [] : [[name, value]])),
      ),
      dataPath: tool.response_data_path,
      description: tool.description,
      isNeeded: false,
    })),
  ];
  const paths = asked.map(({ endpoint }) => plainPath(endpoint));
  const once = asked.filter((_, i) => paths.indexOf(paths[i] ?? '') === i);
  const ends = once.map(({ endpoint }) => lastPart(endpoint));
  return once.map(({ endpoint, query: given, dataPath, ...rest }, i) => ({
    ...rest,
    name: ends.indexOf(ends[i] ?? '') === i ? (ends[i] ?? '') : plainPath(endpoint).slice(1),
    address: addressBelow(config.base_url, endpoint, given),
    dataPath: dataPath?.split('.'),
  }));
}

/** The whole address of an endpoint below the base address. */
export function addressBelow(baseUrl: string, endpoint: string, query: Readonly<Record<string, Scalar>> = {}): URL {
  const address = new URL(new URL(baseUrl).pathname.replace(/\/+$/, '') + endpoint, baseUrl);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
  return address;
}

function plainPath(endpoint: string): string {
  return (endpoint.split('?', 1)[0] ?? '').replace(/\/+$/, '').replace(/\.json$/, '');
}

function lastPart(endpoint: string): string {
  return plainPath(endpoint).split('/').at(-1) || 'records';
}
