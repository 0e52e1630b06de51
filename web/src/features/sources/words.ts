import type { Tone } from '../../ui/badge.tsx';
import type { Job, Source } from './queries.ts';

interface Said {
  readonly tone: Tone;
  readonly sign: string;
  readonly word: string;
}

export const connectionWords: Readonly<Record<Source['connection_status'], Said>> = {
  connected: { tone: 'good', sign: '✓', word: 'Connected' },
  disconnected: { tone: 'plain', sign: '–', word: 'Disconnected' },
  error: { tone: 'bad', sign: '✕', word: 'Connection failed' },
  unknown: { tone: 'plain', sign: '?', word: 'Not tested' },
};

export const jobWords: Readonly<Record<Job['state'], Said>> = {
  queued: { tone: 'info', sign: '…', word: 'Waits' },
  running: { tone: 'info', sign: '▸', word: 'Running' },
  succeeded: { tone: 'good', sign: '✓', word: 'Succeeded' },
  failed: { tone: 'bad', sign: '✕', word: 'Failed' },
  cancelled: { tone: 'warn', sign: '–', word: 'Cancelled' },
};

export const kindWords: Readonly<Record<Job['kind'], string>> = {
  scan: 'Scan',
  sync: 'Sync',
  crosswalk: 'Crosswalk',
  verify: 'Verification',
  discover: 'Search for links',
};

const syncs: Readonly<Record<string, Said>> = {
  success: { tone: 'good', sign: '✓', word: 'Synced' },
  running: { tone: 'info', sign: '▸', word: 'Syncing' },
  configuring: { tone: 'plain', sign: '…', word: 'Not synced yet' },
  failed: { tone: 'bad', sign: '✕', word: 'Sync failed' },
  auth_required: { tone: 'bad', sign: '!', word: 'Wants new consent' },
};

/** What is said of syncs; clients may have written another word. */
export const syncWords = (status: string): Said => syncs[status] ?? { tone: 'plain', sign: '·', word: status };

export const phaseWords: Readonly<Record<string, string>> = {
  introspect: 'Read the structure',
  profile: 'Profile the data',
  sketch: 'Sketch the data',
  infer: 'Find edges',
  link: 'Compare the sources',
  store: 'Save',
  sync: 'Sync',
  read: 'Read both sides',
  compare: 'Compare the records',
  keep: 'Save',
};

/** A name of a configuration field as a label: `ssl_mode` → `Ssl mode`. */
export function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
