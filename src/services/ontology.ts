import { ontologyContent, ontologySize, type OntologyRestore, type OntologyUpdate } from '../contract/ontology.ts';
import { problemsOf } from '../contract/problems.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import * as store from '../store/ontology.ts';
import type { OntologyRow, OntologyVersionRow } from '../store/ontology.ts';
import type { Reader } from '../store/open.ts';
import { findOrganization, lockOrganization } from '../store/organizations.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { audit, current, found, inTenant, reading, type Context, type Services, type Trx } from './context.ts';
import { readYaml, writeYaml } from './ontology-yaml.ts';

export type { OntologyRow, OntologyVersionRow };

type Content = Readonly<Record<string, unknown>>;
const what = 'Ontology version';
const deepest = 100;

/** The newest version; version 0 is the empty one that every organization begins with. */
export async function getOntology(services: Services, ctx: Context): Promise<OntologyRow> {
  return reading(services, ctx, 'ontology.read', (db) => newest(db, ctx.organizationId));
}

export async function listOntologyVersions(services: Services, ctx: Context, page: PageRequest): Promise<PageOf<OntologyVersionRow>> {
  return reading(services, ctx, 'ontology.read', (db) => store.listOntologyVersions(db, ctx.organizationId, page));
}

export async function getOntologyVersion(services: Services, ctx: Context, version: number): Promise<OntologyRow> {
  return reading(services, ctx, 'ontology.read', async (db) => found(await store.findOntology(db, ctx.organizationId, version), what));
}

/** Makes a new version, also where the content is the same: its change log says something of its own. */
export async function updateOntology(services: Services, ctx: Context, body: OntologyUpdate): Promise<OntologyRow> {
  const content = contentOf(body);
  return adding(services, ctx, async (trx, before) => {
    current(ctx, before, what);
    return { content, changeLog: body.change_log ?? null, action: 'ontology.updated' };
  });
}

/** Makes a new version with the content of an older one. */
export async function restoreOntology(services: Services, ctx: Context, version: number, body: OntologyRestore): Promise<OntologyRow> {
  return adding(services, ctx, async (trx) => {
    const { ontology } = found(await store.findOntology(trx, ctx.organizationId, version), what);
    return {
      content: ontology,
      changeLog: body?.change_log ?? `Restored version ${version}`,
      action: 'ontology.restored',
      details: { restored: version },
    };
  });
}

/** The content of a version as YAML. */
export function ontologyYaml({ ontology }: OntologyRow): string {
  return writeYaml(ontology);
}

interface Addition {
  readonly content: Content;
  readonly changeLog: string | null;
  readonly action: string;
  readonly details?: Record<string, unknown>;
}

async function adding(services: Services, ctx: Context, next: (trx: Trx, before: OntologyRow) => Promise<Addition>): Promise<OntologyRow> {
  return inTenant(services, ctx, 'ontology.manage', async (trx) => {
    await lockOrganization(trx, ctx.organizationId);
    const before = await newest(trx, ctx.organizationId);
    const { content, changeLog, action, details } = await next(trx, before);
    const at = new Date();
    const row = await store.insertOntology(trx, {
      organization_id: ctx.organizationId,
      version: before.version + 1,
      id: newId(at.getTime()),
      ontology: JSON.stringify(content),
      change_log: changeLog,
      actor_id: ctx.actor.userId,
      created_at: at,
    });
    audit(trx, ctx, { action, kind: 'ontology', id: row.id, at, details: { version: row.version, ...details } });
    return row;
  });
}

async function newest(db: Reader, organizationId: string): Promise<OntologyRow> {
  const row = await store.newestOntology(db, organizationId);
  if (row !== undefined) return row;
  const { created_at } = found(await findOrganization(db, organizationId), 'Organization');
  return { organization_id: organizationId, version: 0, id: organizationId, ontology: {}, change_log: null, actor_id: null, created_at };
}

function contentOf({ ontology, yaml }: OntologyUpdate): Content {
  const content = typeof yaml === 'string' ? contentOfYaml(yaml) : (ontology ?? {});
  const place = typeof yaml === 'string' ? 'yaml' : 'ontology';
  const refuse = (msg: string): AppError =>
    new AppError('invalid', 'The ontology cannot be kept.', { problems: [{ loc: ['body', place], msg, type: 'value_error' }] });
  if (isDeeperThan(content, deepest)) throw refuse(`Input should be nested at most ${deepest} levels deep`);
  if (JSON.stringify(content).length > ontologySize) throw refuse(`Input should have at most ${ontologySize} characters as JSON`);
  return content;
}

function contentOfYaml(yaml: string): Content {
  const value = readYaml(yaml);
  const parsed = ontologyContent.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', 'The YAML is no ontology.', { problems: problemsOf(parsed.error, value, ['body', 'yaml']) });
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1));
}
