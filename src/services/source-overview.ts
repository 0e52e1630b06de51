import type { OverviewFilter } from '../contract/integration-source.ts';
import { sourceFigures, type SourceFigures } from '../store/source-overview.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { found, reading, type Context, type Services } from './context.ts';
import { listSources, type SourceRow } from './sources.ts';

export interface SourceOverview extends SourceFigures {
  readonly source: SourceRow;
}

/** A page of sources, each with what was learnt about it in numbers. */
export async function overviewOfSources(
  services: Services,
  ctx: Context,
  filter: OverviewFilter,
  page: PageRequest,
): Promise<PageOf<SourceOverview>> {
  const { rows, next } = await listSources(services, ctx, filter, page);
  const figures = await reading(services, ctx, 'catalog.read', (db) =>
    sourceFigures(
      db,
      ctx.organizationId,
      rows.map(({ id }) => id),
    ),
  );
  return { rows: rows.map((source) => ({ source, ...found(figures.get(source.id), 'Integration source') })), next };
}
