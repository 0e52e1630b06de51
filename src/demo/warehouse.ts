import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stableId } from '../domain/ids.ts';
import { landInDuckDB } from './landed/duckdb.ts';
import { hubspotStreams } from './landed/hubspot.ts';
import { type AccountStream, chosenStreams } from './landed/stream.ts';
import { type AirbytePlatform, configured, startAirbyte } from './platforms/airbyte.ts';
import type { LastingPlace } from './platforms/server.ts';

const schema = 'hubspot';

/** The file of the warehouse in the directory of the demo. */
export function warehouseFile(directory: string): string {
  return join(directory, 'warehouse.duckdb');
}

/**
 * Writes the invented company's warehouse, a DuckDB file, as a sync of these streams of HubSpot leaves it; by default of those that its people
 * chose. What is there is either the old or the new one. Returns how many records landed.
 */
async function writeWarehouse(directory: string, selected: readonly string[] = hubspotStreams.selected): Promise<number> {
  const account = { ...hubspotStreams, selected };
  const draft = await mkdtemp(join(directory, '.draft-'));
  try {
    const written = warehouseFile(draft);
    await landInDuckDB(written, account, { schema });
    await rename(written, warehouseFile(directory));
    return chosenStreams(account).reduce((sum, { records }) => sum + records().length, 0);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The id of HubSpot as Airbyte's source. */
export const airbyteSourceId = stableId('demo', 'source');

/** Airbyte, which has synced HubSpot to the warehouse in `directory`, and does so again whenever it is asked to. */
export async function startSyncService(place: LastingPlace, directory: string): Promise<AirbytePlatform> {
  const [destinationId, connectionId] = [stableId('demo', 'destination'), stableId('demo', 'connection')];
  const rows = await writeWarehouse(directory);
  const airbyte = await startAirbyte({
    ...place,
    workspace: {
      sources: [
        { sourceId: airbyteSourceId, name: 'HubSpot', sourceType: 'hubspot', streams: hubspotStreams.streams, isRevoked: false, hasConsent: true },
      ],
      destinations: [
        {
          destinationId,
          name: 'Warehouse',
          destinationType: 'duckdb',
          configuration: { destination_path: warehouseFile(directory), schema },
        },
      ],
      connections: [
        {
          connectionId,
          name: 'HubSpot → Warehouse',
          sourceId: airbyteSourceId,
          destinationId,
          status: 'active',
          statusReason: null,
          prefix: '',
          namespaceDefinition: 'destination',
          namespaceFormat: null,
          streams: chosenStreams(hubspotStreams).map(connectedStream),
        },
      ],
      jobs: [],
    },
    sync: async ({ streams }) =>
      sized(
        await writeWarehouse(
          directory,
          streams.map(({ name }) => name),
        ),
      ),
  });
  airbyte.addJob(connectionId, { status: 'succeeded', ...sized(rows) });
  return airbyte;
}

/** A stream with the fields that are synced, where those are not all. */
function connectedStream(stream: AccountStream) {
  const all = hubspotStreams.streams.find(({ name }) => name === stream.name)?.fields.length;
  const selectedFields = stream.fields.length === all ? [] : stream.fields.map(({ name }) => ({ fieldPath: [name] }));
  return { ...configured(stream), selectedFields };
}

const sized = (rows: number) => ({ rows, bytes: rows * 2000 });
