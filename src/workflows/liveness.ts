import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/**
 * Who is alive: every worker holds a session lock of the database named after its executor id. The database lets go of it
 * the moment the worker's connection ends, however the worker died; no clocks, no heartbeats.
 */
export interface Liveness {
  /** Runs `action` where the executor is dead, so that only one worker at a time deals with it. False where it lives. */
  ifDead(executorId: string, action: () => Promise<void>): Promise<boolean>;
  /** Runs `action` where no other worker runs one of that name. False where one does. */
  ifFree(name: string, action: () => Promise<void>): Promise<boolean>;
  /** Waits until no other worker runs an action of that name, and runs it. */
  exclusively<T>(name: string, action: () => Promise<T>): Promise<T>;
  /** Also wakes on notifications of this channel. */
  listen(channel: string, onNotice: (payload: string) => void): Promise<void>;
  /** Lets go of the lock. */
  close(): Promise<void>;
}

const key = "hashtextextended('cognate-executor:' || $1, 0)";

/** Takes the lock of `executorId`. `onLost` is called when the connection, and with it the lock, is gone: the process must stop working. */
export async function holdLiveness(config: pg.ClientConfig, executorId: string, onLost: (error: Error | undefined) => void): Promise<Liveness> {
  const client = new pg.Client({ ...config, application_name: 'cognate worker', keepAlive: true });
  let isClosing = false;
  const lost = (error?: Error): void => {
    if (!isClosing) onLost(error);
  };
  client.on('error', lost);
  client.on('end', () => lost());
  await client.connect();
  const held = await client.query<{ held: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS held`, [executorId]);
  if (held.rows[0]?.held !== true) throw new Error(`another process works as executor ${executorId}`);
  async function ifUnlocked(lock: string, action: () => Promise<void>): Promise<boolean> {
    const { rows } = await client.query<{ held: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS held`, [lock]);
    if (rows[0]?.held !== true) return false;
    try {
      await action();
    } finally {
      await client.query(`SELECT pg_advisory_unlock(${key})`, [lock]);
    }
    return true;
  }

  return {
    ifDead: async (other, action) => other !== executorId && ifUnlocked(other, action),
    ifFree: (name, action) => ifUnlocked(`only ${name}`, action),
    async exclusively(name, action) {
      // A statement that waits for the lock would hold a snapshot, and what runs under the lock may wait for old snapshots to go.
      while ((await client.query<{ held: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS held`, [`only ${name}`])).rows[0]?.held !== true) {
        await delay(50);
      }
      try {
        return await action();
      } finally {
        await client.query(`SELECT pg_advisory_unlock(${key})`, [`only ${name}`]);
      }
    },
    async listen(channel, onNotice) {
      client.on('notification', (notice) => {
        if (notice.channel === channel) onNotice(notice.payload ?? '');
      });
      await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    },
    async close() {
      isClosing = true;
      await client.end();
    },
  };
}
