import { z } from 'zod';
import { connectionStates, syncJobStates } from '../domain/sync.ts';
import { syncStatuses } from '../domain/source.ts';
import { dateTime, maybe, uuid } from './common.ts';

const text = z.string().trim().min(1).max(500);

const accountExample = {
  organization_id: '019b7bf9-1c00-7a42-9d3e-6f7a8b9c0d11',
  api_url: 'https://api.airbyte.com/v1',
  workspace_id: '5f0c2a7e-3c61-4d0a-9a43-0d8d3f1f2b90',
  client_id: 'b7a1f0de-98c5-4c3e-8a0f-2f4f5f3f9f11',
  has_client_secret: true,
  last_checked_at: '2026-01-02T03:04:05.678Z',
  problem: null,
  created_at: '2026-01-02T03:00:00.000Z',
  updated_at: '2026-01-02T03:00:00.000Z',
} as const;

export const airbyteAccount = z
  .object({
    organization_id: uuid,
    api_url: z.string().meta({ description: 'Of the public API: https://api.airbyte.com/v1, or /api/public/v1 of a server of your own' }),
    workspace_id: z.string(),
    client_id: z.string(),
    has_client_secret: z.boolean().meta({ description: 'Whether there is a secret; it is never answered' }),
    last_checked_at: dateTime.nullable().meta({ description: 'When the status of syncs was last asked for' }),
    problem: z.string().nullable().meta({ description: 'Why asking failed since; null where it did not' }),
    created_at: dateTime,
    updated_at: dateTime,
  })
  .meta({ id: 'AirbyteAccount', description: 'The application by which an organization uses a workspace of Airbyte.', examples: [accountExample] });

export const airbyteAccountUpdate = z
  .object({
    api_url: maybe(text).meta({ description: 'https://api.airbyte.com/v1 unless told; of a server of your own, its address will do' }),
    workspace_id: maybe(text),
    client_id: maybe(text),
    client_secret: maybe(z.string().min(1).max(5000)).meta({
      description: 'Sealed and never answered; it stays where it is left out, unless api_url leads elsewhere',
    }),
  })
  .meta({
    id: 'AirbyteAccountUpdate',
    description: 'All of it where there is no account yet, but for api_url; then what shall change.',
    examples: [
      {
        api_url: 'https://api.airbyte.com/v1',
        workspace_id: accountExample.workspace_id,
        client_id: accountExample.client_id,
        client_secret: '…',
      },
    ],
  });
export type AirbyteAccountUpdate = z.output<typeof airbyteAccountUpdate>;

const job = z.object({
  job_id: z.int(),
  status: z.enum(syncJobStates),
  job_type: z.string().meta({ description: 'sync or refresh' }),
  created_at: dateTime,
  ended_at: dateTime.nullable(),
  rows: z.int().nullable().meta({ description: 'Records that it committed; null where Airbyte does not say' }),
  bytes: z.int().nullable(),
});

const connection = z.object({
  connection_id: z.string(),
  name: z.string(),
  state: z.enum(connectionStates).meta({ description: 'Of the connection in Airbyte; only active ones count' }),
  state_reason: z.string().nullable().meta({ description: "Airbyte's statusReason" }),
  sync_status: z.enum(syncStatuses).nullable().meta({ description: 'Null where it does not count' }),
  last_success_at: dateTime.nullable(),
  last_job: job.nullable().meta({ description: 'The newest, also one that was cancelled' }),
  is_queued: z.boolean(),
  is_retrying: z.boolean().meta({ description: 'An attempt of the job failed, and Airbyte tries again' }),
  reason: z.string().nullable().meta({ description: 'Why it failed or does not run' }),
  hint: z.string().nullable().meta({ description: 'What to do about it' }),
});

export const sourceSync = z
  .object({
    source_id: uuid,
    last_sync_status: z.string().nullable(),
    last_sync_at: dateTime.nullable(),
    last_sync_row_count: z.int().nullable(),
    checked_at: dateTime.nullable().meta({ description: 'When Airbyte was last asked; null where it never was' }),
    problem: z.string().nullable().meta({ description: 'Why asking failed since; null where it did not' }),
    connections: z.array(connection),
  })
  .meta({
    id: 'SourceSync',
    description: 'What stands behind the last_sync fields of a source: its connections, one by one.',
    examples: [
      {
        source_id: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
        last_sync_status: 'auth_required',
        last_sync_at: '2026-01-01T03:00:41.000Z',
        last_sync_row_count: null,
        checked_at: '2026-01-02T03:04:05.678Z',
        problem: null,
        connections: [
          {
            connection_id: '9f0b3e8a-64a5-4a35-b0a4-0f3fba7c7d10',
            name: 'HubSpot → warehouse',
            state: 'active',
            state_reason: null,
            sync_status: 'auth_required',
            last_success_at: '2026-01-01T03:00:41.000Z',
            last_job: {
              job_id: 41_800_210,
              status: 'failed',
              job_type: 'sync',
              created_at: '2026-01-02T03:00:00.000Z',
              ended_at: '2026-01-02T03:00:12.000Z',
              rows: null,
              bytes: null,
            },
            is_queued: false,
            is_retrying: false,
            reason: 'Job 41800210 failed (config_error of the source): the refresh token was revoked.',
            hint: 'POST …/reconnect leads to the consent page.',
          },
        ],
      },
    ],
  });

export const reconnectRequest = z.object({ redirect_url: z.url({ protocol: /^https?$/ }).max(2000) }).meta({
  id: 'ReconnectRequest',
  description: 'Where the person comes back to after the consent; `secret_id` is added to its query.',
  examples: [{ redirect_url: 'https://app.example.org/sources/reconnected' }],
});
export type ReconnectRequest = z.output<typeof reconnectRequest>;

export const reconnect = z.object({ consent_url: z.string(), next: z.string().meta({ description: 'What to do after the consent' }) }).meta({
  id: 'Reconnect',
  description: 'Where a person consents anew to the access of a source.',
  examples: [
    { consent_url: 'https://app.hubspot.com/oauth/authorize?client_id=…', next: 'Send the secret_id of the redirect to …/reconnect/complete.' },
  ],
});

export const reconnectCompletion = z.object({ secret_id: text }).meta({
  id: 'ReconnectCompletion',
  description: 'The `secret_id` that the redirect came back with; it is handed on to Airbyte and not kept.',
  examples: [{ secret_id: 'airbyte_oauth_workspace_…' }],
});
export type ReconnectCompletion = z.output<typeof reconnectCompletion>;
