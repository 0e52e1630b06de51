import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../domain/errors.ts';
import type { Connector, DatabaseConnector, SaasConnector } from './contract.ts';
import { connector as duckdb } from './duckdb/index.ts';
import { connector as files } from './files/index.ts';
import { connector as hubspot } from './hubspot/index.ts';
import { connector as mysql } from './mysql/index.ts';
import { connector as postgresql } from './postgresql/index.ts';
import { connector as rest } from './rest/index.ts';
import { connector as salesforce } from './salesforce/index.ts';
import { connector as sqlite } from './sqlite/index.ts';
import { connector as stripe } from './stripe/index.ts';
import { connector as zendesk } from './zendesk/index.ts';

/** In the order in which they are asked about a TARGET. */
const databases: readonly DatabaseConnector[] = [postgresql, mysql, sqlite, duckdb, files];
const applications: readonly SaasConnector[] = [hubspot, salesforce, stripe, zendesk, rest];

export const connectors: readonly Connector[] = [...databases, ...applications];

/** The connector of that `connector_type`; throws AppError `invalid` that names those there are. */
export function connectorFor(type: string): Connector {
  const found = connectors.find((connector) => connector.type === type);
  if (found !== undefined) return found;
  throw new AppError('invalid', `There is no connector "${type}". There are: ${connectors.map((connector) => connector.type).join(', ')}.`);
}

/** What a command-line TARGET names. Throws AppError `invalid` that says what a TARGET may be. */
export function parseTarget(target: string): {
  readonly connector: DatabaseConnector;
  readonly config: Record<string, unknown>;
  readonly name: string;
} {
  for (const connector of databases) {
    const parsed = connector.parseTarget(target);
    if (parsed !== undefined) return { connector, ...parsed };
  }
  throw new AppError('invalid', `${problemOf(target)} A TARGET is ${targets}.`);
}

const targets =
  'postgres://…, mysql://…, sqlite:PATH or a .sqlite or .db file, a .duckdb file, or a folder, a quoted glob or a file of CSV, TSV, Parquet or JSON lines (.gz too)';

function problemOf(target: string): string {
  if (target.trim() === '') return 'The TARGET is empty.';
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(target)?.[1];
  if (scheme !== undefined) return `There is no connector for ${scheme}:// addresses.`;
  const shown = path.resolve(target);
  return existsSync(target) ? `${shown} is not a kind of file that can be read.` : `There is nothing at ${shown}.`;
}
