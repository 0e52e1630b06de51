import { Command, Option } from 'commander';
import { logLevels } from '../config.ts';
import { version } from '../version.ts';
import { describeFailure, exitCodes } from './exit.ts';
import type { AuditFlags, CrosswalkFlags, DemoFlags, HomeFlags, ScanFlags, ServeFlags } from './flags.ts';

const targets = `TARGET is one of
  postgres://USER:PASSWORD@HOST/DATABASE, mysql://USER:PASSWORD@HOST/DATABASE
  sqlite:PATH, or a .sqlite or .db file
  a .duckdb file
  a folder, a quoted glob or a file of CSV, TSV, Parquet or JSON lines (.gz too)`;

const environment = `Environment:
  PORT (7400), HOST (127.0.0.1)   where the server listens
  COGNATE_HOME (~/.cognate)       embedded database, key file, work in progress
  DATABASE_URL                    a PostgreSQL >= 14 instead of the embedded one
  COGNATE_SECRET_KEY              key of the installation, instead of the key file
  COGNATE_ADMIN_TOKEN             a token to create on first start
  COGNATE_INTERNAL_ADDRESSES      allow: SaaS connectors may call this machine and private networks (forbid)
  COGNATE_RATE_LIMIT (6000)       requests a minute of one token, 0 for no limit
  COGNATE_OIDC_ISSUER             identity provider whose bearer tokens are taken
  COGNATE_OIDC_AUDIENCE           what its tokens must be for; needed beside the issuer
  COGNATE_OIDC_JWKS_URL           its keys, instead of where its discovery document says
  LOG_LEVEL                       ${logLevels.join(', ')}

Exit codes: ${exitCodes.ok} ok, ${exitCodes.failure} failure, ${exitCodes.usage} bad usage or input, ${exitCodes.source} a source could not be reached or read, ${exitCodes.interrupted} interrupted`;

/** Long work is imported when its command runs: `--help` and `--version` answer at once. */
function program(): Command {
  const home = new Option('--home <DIRECTORY>', 'instead of COGNATE_HOME');
  const root = new Command('cognate')
    .description('Finds how data relates, proves it, and lets people decide.')
    .version(version)
    .addHelpText('after', `\n${environment}`)
    .exitOverride()
    .showHelpAfterError('(cognate --help says more)');
  root
    .command('scan')
    .description('find the relationships in one or several sources; needs no server')
    .argument('<target...>', 'what to scan; see below')
    .option('--json <FILE>', 'write everything to FILE as JSON; - is standard output, and nothing else is printed there')
    .option('--min-score <SCORE>', 'leave out what is less likely', '0.5')
    .option('--ignore-declared', 'do not read declared foreign keys', false)
    .option('--ignore-keys', 'do not read declared keys of any kind, nor unique constraints and indexes', false)
    .option('--name <NAMES>', 'names of the sources in the catalog, separated by commas, in the order of the targets')
    .option('--sample <ROWS>', 'read at most this many rows of each table')
    .addOption(home)
    .addHelpText('after', `\n${targets}\n\n${environment}`)
    .action(async (names: string[], flags: ScanFlags) => (await import('./scan.ts')).scan(names, flags));
  root
    .command('crosswalk')
    .description('say which record of one table is which of another, or which records of one table are the same; needs no set-up')
    .argument('<left>', 'TARGET#TABLE, or one file')
    .argument('[right]', 'the other table; without it the duplicates of the first are looked for')
    .option('--left-key <COLUMNS>', 'what tells the records of the left table apart (its primary key, else the number of the row)')
    .option('--right-key <COLUMNS>', 'the same of the right table')
    .option('--out <FILE>', 'write the pairs (or of one table the clusters) to a .csv or .parquet file')
    .option('--min-probability <P>', 'leave out pairs that are less likely (the automatic threshold, 0.5)')
    .option('--print-sql', 'print the steps as SQL', false)
    .option('--verbose', 'say each step as it begins', false)
    .addHelpText('after', `\n${targets}`)
    .action(async (left: string, right: string | undefined, flags: CrosswalkFlags) => (await import('./crosswalk.ts')).crosswalk(left, right, flags));
  root
    .command('serve')
    .description('run the server and a worker')
    .option('--port <PORT>', 'instead of PORT')
    .option('--host <HOST>', 'instead of HOST')
    .addOption(home)
    .addHelpText('after', `\n${environment}`)
    .action(async (flags: ServeFlags) => (await import('./serve.ts')).serve(flags));
  root
    .command('worker')
    .description('run one more worker against the same database')
    .addOption(home)
    .addHelpText('after', `\n${environment}`)
    .action(async (flags: HomeFlags) => (await import('./worker.ts')).worker(flags));
  root
    .command('audit')
    .description('check the audit log')
    .command('verify')
    .description('check that the audit log is as it was written, for every organization; exits 1 where it is not')
    .option('--organization <ID>', 'only this one')
    .option('--json', 'print the result as JSON', false)
    .addOption(home)
    .addHelpText(
      'after',
      `\nThe head that it prints says where a log ends: noted elsewhere, it also shows a log that was begun anew.\n\n${environment}`,
    )
    .action(async (flags: AuditFlags) => (await import('./audit.ts')).verify(flags));
  root
    .command('demo')
    .description('generate a small company, scan its databases and SaaS accounts, and serve what was found')
    .option('--port <PORT>', 'instead of PORT')
    .option('--host <HOST>', 'instead of HOST')
    .option('--platforms-port <PORT>', 'first of the ports of this machine where its SaaS platforms listen; 0 takes any', '7411')
    .addOption(home)
    .addHelpText('after', `\nIts SaaS connectors may call this machine, whatever COGNATE_INTERNAL_ADDRESSES says.\n\n${environment}`)
    .action(async (flags: DemoFlags) => (await import('./demo.ts')).demo(flags));
  return root;
}

// Who reads only the head of what we print closes the pipe: nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.failure));

try {
  await program().parseAsync();
} catch (error) {
  const { message, exitCode } = describeFailure(error, /^(debug|trace)$/.test(process.env['LOG_LEVEL'] ?? ''));
  if (message !== '') process.stderr.write(`cognate: ${message}\n`);
  process.exitCode = exitCode;
}
