import { once } from 'node:events';
import { stat, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readConfig, type Config } from '../config.ts';
import { AppError } from '../domain/errors.ts';
import type { ScanOptions, ScanProgress } from '../domain/job.ts';
import { openApplication, type Application } from '../main.ts';
import { planScan, type ScanJob, type ScanReport, type ScanView } from '../services/scans.ts';
import { renderFindings, renderSummary } from './findings.ts';
import type { ScanFlags } from './flags.ts';
import { progressView } from './progress.ts';
import { endOfProcess } from './signals.ts';

const pollMs = 80;
const cancelPatienceMs = 15_000;

/** `cognate scan`: registers the targets, scans them with a worker of its own, prints and keeps what was found. */
export async function scan(targets: readonly string[], flags: ScanFlags): Promise<void> {
  const minScore = parseScore(flags.minScore);
  const options: ScanOptions = {
    ignoreDeclared: flags.ignoreDeclared || flags.ignoreKeys,
    ignoreKeys: flags.ignoreKeys,
    sampleRows: parseSample(flags.sample),
  };
  const planned = planScan(targets, flags.name === undefined ? undefined : flags.name.split(','));
  if (flags.json !== undefined && flags.json !== '-') await checkFolder(flags.json);
  const config = readConfig(flags, process.env, 'warn');
  const report = await runScan(
    config,
    ({ scans }) => scans.start(planned, options),
    ({ scans }, job) => scans.report(job, minScore),
  );
  await print(report, flags.json);
}

/** Starts a scan, waits for it and reports; Ctrl-C cancels. Throws AppError with what went wrong. */
export async function runScan<Report>(
  config: Config,
  start: (application: Application) => Promise<ScanJob>,
  report: (application: Application, job: ScanJob) => Promise<Report>,
): Promise<Report> {
  const interruption = new AbortController();
  void endOfProcess().then(() => interruption.abort());
  const application = await openApplication(config);
  const view = progressView(process.stderr);
  try {
    const job = await start(application);
    const outcome = await follow(application, job, view.show, interruption.signal);
    view.clear();
    if (interruption.signal.aborted && outcome.state !== 'succeeded') {
      throw new AppError('cancelled', 'The scan was cancelled. Nothing of it was kept.');
    }
    if (outcome.state === 'failed') {
      throw new AppError(outcome.errorCode ?? 'unavailable', `The scan failed. ${outcome.error ?? ''}`);
    }
    if (outcome.state === 'cancelled') throw new AppError('cancelled', 'The scan was cancelled from elsewhere. Nothing of it was kept.');
    return await report(application, job);
  } finally {
    view.clear();
    await application.close();
  }
}

/** Waits until the job is over; once interrupted, asks for its end and waits for that, within limits. */
async function follow(application: Application, job: ScanJob, show: (progress: ScanProgress) => void, interruption: AbortSignal): Promise<ScanView> {
  let failure: Error | undefined;
  void application.workerFailure.then((error) => (failure = error));
  let deadline = Infinity;
  for (;;) {
    if (failure !== undefined) throw failure;
    const view = await application.scans.look(job);
    if ((view.state !== 'queued' && view.state !== 'running') || Date.now() > deadline) return view;
    if (interruption.aborted && deadline === Infinity) {
      process.stderr.write('\nCancelling the scan; Ctrl-C again ends at once.\n');
      await application.scans.cancel(job);
      deadline = Date.now() + cancelPatienceMs;
    }
    if (view.progress !== null && deadline === Infinity) show(view.progress);
    await delay(pollMs);
  }
}

async function print(report: ScanReport, json: string | undefined): Promise<void> {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (json === '-') return write(text);
  if (json !== undefined) {
    const temporary = `${json}.${process.pid}.tmp`;
    await writeFile(temporary, text);
    await rename(temporary, json);
  }
  const width = Math.min(Math.max(process.stdout.columns ?? 80, 60), 140);
  await write(renderFindings(report, width));
  process.stderr.write(`\n${renderSummary(report)}`);
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function parseScore(text: string): number {
  const score = Number(text);
  if (text.trim() !== '' && score >= 0 && score <= 1) return score;
  throw new AppError('invalid', `--min-score takes a number from 0 to 1, not "${text}".`);
}

function parseSample(text: string | undefined): number | null {
  if (text === undefined) return null;
  const rows = Number(text);
  if (Number.isSafeInteger(rows) && rows > 0) return rows;
  throw new AppError('invalid', `--sample takes a number of rows, at least 1, not "${text}".`);
}

async function checkFolder(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new AppError('invalid', `--json ${file}: there is no folder ${folder}.`);
  const target = await stat(file).catch(() => undefined);
  if (target?.isDirectory() === true) throw new AppError('invalid', `--json ${file} is a folder; it takes a file, or - for standard output.`);
}
