import { readConfig } from '../config.ts';
import { uuid } from '../contract/common.ts';
import { AppError } from '../domain/errors.ts';
import { verifyAudit, type LogReport } from '../main.ts';
import { exitCodes } from './exit.ts';
import type { AuditFlags } from './flags.ts';

/** `cognate audit verify`: whether the audit logs are as they were written; for each organization where its log ends, to be noted elsewhere. */
export async function verify(flags: AuditFlags): Promise<void> {
  const organization = flags.organization === undefined ? undefined : uuid.safeParse(flags.organization);
  if (organization?.success === false) throw new AppError('invalid', `--organization takes the id of an organization, not "${flags.organization}".`);
  const reports: LogReport[] = [];
  for await (const report of verifyAudit(readConfig(flags, process.env, 'warn'), organization?.data)) {
    reports.push(report);
    if (!flags.json) process.stdout.write(`${render(report)}\n`);
  }
  if (flags.json) process.stdout.write(`${JSON.stringify(reports.map(toJson), null, 2)}\n`);
  process.exitCode = reports.some(({ problem }) => problem !== undefined) ? exitCodes.failure : exitCodes.ok;
}

function render({ organizationId, name, events, unhashed, head, problem }: LogReport): string {
  const older = unhashed === 0 ? '' : `, of which ${unhashed} are from before there were hashes`;
  const end = head === null ? 'none' : `${head.position} ${head.hash ?? '(no hash yet)'}`;
  const lines = [`${name} (${organizationId}): ${problem === undefined ? 'intact' : 'BROKEN'}`, `  events  ${events}${older}`, `  head    ${end}`];
  if (problem === undefined) return lines.join('\n');
  const place = problem.position === null ? '' : `event ${problem.position}${problem.eventId === null ? '' : ` (${problem.eventId})`}: `;
  return [...lines, `  broken  ${place}${problem.what}`].join('\n');
}

function toJson({ organizationId, name, events, unhashed, head, problem }: LogReport) {
  return {
    organization_id: organizationId,
    name,
    intact: problem === undefined,
    events,
    unhashed_events: unhashed,
    head,
    problem: problem === undefined ? null : { position: problem.position, event_id: problem.eventId, what: problem.what },
  };
}
