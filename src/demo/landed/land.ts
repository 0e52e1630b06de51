import { type TableToLand, tableOf } from './landed-table.ts';
import { chosenStreams, type StreamAccount } from './stream.ts';

export interface LandOptions {
  readonly schema: string;
  /** Stands before the name of every table. */
  readonly prefix?: string;
  /** By default what the account's people chose. */
  readonly streams?: readonly string[];
}

/** Where a stream landed, in the names of the destination. */
export interface Landed {
  readonly stream: string;
  readonly schema: string;
  readonly table: string;
}

/** The tables to write, with names as `written` writes them. */
export function tablesOf(account: StreamAccount, { prefix = '', streams }: LandOptions, written: (name: string) => string): readonly TableToLand[] {
  return chosenStreams(account, streams).map((stream) => tableOf(stream, prefix, written));
}
