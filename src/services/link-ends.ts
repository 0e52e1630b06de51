import type { EntityLinkCreate } from '../contract/entity-link.ts';
import { AppError } from '../domain/errors.ts';
import { holdLinkEnd, type LinkEnd } from '../store/entity-links.ts';
import { found, type Context, type Trx } from './context.ts';

/**
 * The two ends of a new link, held until the transaction ends, and their columns in the table of links. Each end is one column or one
 * field of the organization; whatever else the body says of it must fit. AppError 'not_found' or 'invalid'.
 */
export async function linkEnds(trx: Trx, ctx: Context, body: EntityLinkCreate) {
  const source = await endOf(trx, ctx, body, 'source');
  const target = await endOf(trx, ctx, body, 'target');
  if (source.sourceId === target.sourceId) {
    throw invalid(
      'target_integration_source_id',
      'Both ends are of one source: inside a source, tables have relationships and SaaS objects have associations.',
    );
  }
  return { source, target, columns: { ...columnsOf('source', source), ...columnsOf('target', target) } };
}

type Side = 'source' | 'target';

async function endOf(trx: Trx, ctx: Context, body: EntityLinkCreate, side: Side): Promise<LinkEnd> {
  const columnId = body[`${side}_column_id`] ?? undefined;
  const fieldId = body[`${side}_field_id`] ?? undefined;
  if (columnId === undefined && fieldId === undefined) {
    throw invalid(`${side}_column_id`, `The ${side} of a link is a column or a field: send ${side}_column_id or ${side}_field_id.`);
  }
  if (columnId !== undefined && fieldId !== undefined) {
    throw invalid(`${side}_field_id`, `The ${side} of a link is a column or a field, not both.`);
  }
  const [kind, attributeId] = columnId === undefined ? (['field', fieldId ?? ''] as const) : (['column', columnId] as const);
  const end = found(await holdLinkEnd(trx, ctx.organizationId, { kind, attributeId }), `${nameOf[kind]} ${side}_${kind}_id`);
  const said = columnsOf(side, end);
  for (const [name, value] of Object.entries(said)) {
    const sent = body[name as keyof EntityLinkCreate] ?? undefined;
    if (sent !== undefined && sent !== value) throw invalid(name, `The ${kind} ${side}_${kind}_id does not belong to it.`);
  }
  return end;
}

const nameOf = { column: 'Column', field: 'SaaS field' } as const;

/** An end as the columns of its side of the link. */
function columnsOf<S extends Side>(side: S, { kind, sourceId, entityId, attributeId }: LinkEnd) {
  const isColumn = kind === 'column';
  return {
    [`${side}_integration_source_id`]: sourceId,
    [`${side}_table_id`]: isColumn ? entityId : null,
    [`${side}_column_id`]: isColumn ? attributeId : null,
    [`${side}_saas_object_id`]: isColumn ? null : entityId,
    [`${side}_field_id`]: isColumn ? null : attributeId,
  } as { readonly [Name in `${S}_integration_source_id`]: string } & {
    readonly [Name in `${S}_${'table' | 'column' | 'saas_object' | 'field'}_id`]: string | null;
  };
}

function invalid(name: string, msg: string): AppError {
  return new AppError('invalid', msg, { problems: [{ loc: ['body', name], msg, type: 'value_error' }] });
}
