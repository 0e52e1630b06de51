import type { ConnectionLanding, StreamLanding } from '../domain/landing.ts';
import type { AirbyteConnection, AirbyteDestination, ConfiguredStream } from './wire.ts';

/** How the records of a connection land in its destination, as far as Airbyte tells. Of the destination's configuration nothing else is kept. */
export function landingOf(connection: AirbyteConnection, destination: ConnectionLanding['destination']): ConnectionLanding {
  const { connectionId, prefix, namespaceFormat } = connection;
  return {
    connectionId,
    destination,
    namespaceDefinition: namespaceDefinition(connection.namespaceDefinition),
    namespaceFormat: namespaceFormat === undefined || namespaceFormat === '' ? null : namespaceFormat,
    prefix: prefix ?? '',
    streams: streamsOf(connection)
      .map((stream) => streamLanding(stream))
      .toSorted((a, b) => compare(a.name, b.name) || compare(a.namespace ?? '', b.namespace ?? '')),
  };
}

export function streamsOf({ configurations }: AirbyteConnection): readonly ConfiguredStream[] {
  return configurations?.streams ?? [];
}

/** The keys under which kinds of destinations keep the place where tables land: databases, warehouses, buckets. */
const databaseKeys = ['database', 'project_id', 's3_bucket_name', 'gcs_bucket_name', 'destination_path'];
const schemaKeys = ['schema', 'dataset_id', 's3_bucket_path', 'gcs_bucket_path'];

export function placeOf({ destinationType, configuration }: AirbyteDestination): ConnectionLanding['destination'] {
  const said = (keys: readonly string[]): string | null => {
    const values = keys.map((key) => configuration?.[key]);
    return values.find((value): value is string => typeof value === 'string' && value !== '') ?? null;
  };
  return { type: destinationType.toLowerCase(), database: said(databaseKeys), schema: said(schemaKeys) };
}

function streamLanding({ name, namespace, destinationObjectName, primaryKey }: ConfiguredStream): StreamLanding {
  return { name, namespace: namespace ?? null, table: destinationObjectName ?? null, primaryKey: primaryKey ?? [] };
}

/** The public API says `custom_format`, the internal one `customformat`. */
function namespaceDefinition(word: string | null | undefined): ConnectionLanding['namespaceDefinition'] {
  const plain = (word ?? '').toLowerCase().replaceAll('_', '');
  return plain === 'customformat' ? 'custom_format' : plain === 'source' ? 'source' : 'destination';
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
