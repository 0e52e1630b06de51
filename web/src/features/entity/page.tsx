import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../app/page.tsx';
import { count, countOf, moment, percent } from '../../format.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { AttributeTable } from './attribute-table.tsx';
import { ofColumn, ofField, type Attribute } from './attributes.ts';
import { Description } from './description.tsx';
import type { Described } from './described.ts';
import { EdgeList } from './edge-list.tsx';
import { columnsQuery, edgesOfQuery, entityQuery, fieldsQuery, objectQuery, tableQuery, type EntityFound } from './queries.ts';

const route = getRouteApi('/sources/$sourceId/entities/$entityType/$entityId');

/** A table or a SaaS object: what it is, what its attributes hold, and where its edges lead. */
export function EntityPage() {
  const { entityId } = route.useParams();
  const { data: entity, error, refetch } = useQuery(entityQuery(entityId));
  if (error !== null) {
    return (
      <Page title="Table or object">
        <Problem error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (entity === undefined) return <Loading lines={8} />;
  return (
    <Page
      title={entity.name}
      lead={
        <>
          {entity.entity_type === 'table' ? 'Table' : 'Object'} of{' '}
          <Link
            to="/sources/$sourceId"
            params={{ sourceId: entity.integration_source_id }}
            className="underline decoration-line-strong underline-offset-2 hover:text-accent"
          >
            {entity.integration_source_name}
          </Link>
          {entity.schema_name !== null && ` · ${entity.schema_name}`}
          {entity.row_count !== null && ` · ${countOf(entity.row_count, entity.entity_type === 'table' ? 'row' : 'record')}`}
        </>
      }
      actions={
        <>
          <Link to="/map" search={{ around: [entityId], at: entityId }} className={buttonClass()}>
            On the map
          </Link>
          <Link to="/paths" search={{ from: entityId }} className={buttonClass()}>
            Paths from here
          </Link>
          <Link to="/review" search={{ entity: entityId }} className={buttonClass()}>
            Review its edges
          </Link>
        </>
      }
    >
      {entity.entity_type === 'table' ? <TableParts entity={entity} /> : <ObjectParts entity={entity} />}
      <Edges entityId={entityId} />
    </Page>
  );
}

function TableParts({ entity }: { readonly entity: EntityFound }) {
  const { data: table, error } = useQuery(tableQuery(entity.integration_source_id, entity.id));
  const columns = useQuery(columnsQuery(entity.integration_source_id, entity.id));
  return (
    <Parts entity={entity} described={table} quality={table} error={error ?? columns.error} attributes={columns.data?.map(ofColumn)} word="Column" />
  );
}

function ObjectParts({ entity }: { readonly entity: EntityFound }) {
  const { data: object, error } = useQuery(objectQuery(entity.integration_source_id, entity.id));
  const fields = useQuery(fieldsQuery(entity.integration_source_id, entity.id));
  return (
    <Parts entity={entity} described={object} quality={object} error={error ?? fields.error} attributes={fields.data?.map(ofField)} word="Field" />
  );
}

interface Quality {
  readonly null_pct_overall?: number | null;
  readonly earliest_timestamp?: string | null;
  readonly latest_timestamp?: string | null;
  readonly date_grain?: string | null;
}

function Parts({
  entity,
  described,
  quality,
  error,
  attributes,
  word,
}: {
  readonly entity: EntityFound;
  readonly described: Described | undefined;
  readonly quality: Quality | undefined;
  readonly error: unknown;
  readonly attributes: readonly Attribute[] | undefined;
  readonly word: 'Column' | 'Field';
}) {
  const { q = '', attribute: opened } = route.useSearch();
  const navigate = route.useNavigate();
  if (error !== null) return <Problem error={error} />;
  if (described === undefined || attributes === undefined) return <Loading lines={8} />;
  const needle = q.toLowerCase();
  const shown = attributes.filter(({ name, dataType, semanticType }) =>
    [name, dataType, semanticType].some((text) => text?.toLowerCase().includes(needle)),
  );
  const [sourceId, isTable] = [entity.integration_source_id, entity.entity_type === 'table'];
  return (
    <>
      <Card title="Description">
        <Description place={{ kind: entity.entity_type, sourceId, id: entity.id }} read={described} label={entity.name} />
        <Facts quality={quality ?? {}} />
      </Card>
      <Card
        title={countOf(attributes.length, word.toLowerCase())}
        actions={
          <input
            type="search"
            aria-label={`Filter ${word.toLowerCase()}s`}
            placeholder="Name, type or meaning"
            value={q}
            onChange={({ target }) =>
              void navigate({ search: (before) => ({ ...before, q: target.value === '' ? undefined : target.value }), replace: true })
            }
            className={`${inputClass} max-w-56`}
          />
        }
      >
        {shown.length === 0 && <p className="text-muted">{attributes.length === 0 ? 'A scan has found none.' : `None of them has “${q}”.`}</p>}
        {shown.length > 0 && (
          <AttributeTable
            attributes={shown}
            word={word}
            opened={opened}
            placeOf={({ id }) => (isTable ? { kind: 'column', sourceId, id } : { kind: 'saas_field', sourceId, objectId: entity.id, id })}
            onOpen={(attribute) => void navigate({ search: (before) => ({ ...before, attribute }), replace: true, resetScroll: false })}
          />
        )}
      </Card>
    </>
  );
}

function Facts({ quality }: { readonly quality: Quality }) {
  const { null_pct_overall: nulls, earliest_timestamp: earliest, latest_timestamp: latest, date_grain: grain } = quality;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Filled', typeof nulls === 'number' ? percent(1 - nulls) : null],
    ['From', earliest ? moment(earliest) : null],
    ['Until', latest ? moment(latest) : null],
    ['Grain', grain ?? null],
  ];
  const known = facts.filter(([, value]) => value !== null);
  if (known.length === 0) return null;
  return (
    <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-xs">
      {known.map(([term, value]) => (
        <div key={term} className="flex gap-1.5">
          <dt className="text-muted">{term}</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Edges({ entityId }: { readonly entityId: string }) {
  const { data: edges, error, isPending } = useQuery(edgesOfQuery(entityId));
  return (
    <Card title={edges === undefined ? 'Edges' : `${count(edges.length)} ${edges.length === 1 ? 'edge' : 'edges'}`}>
      {error !== null && <Problem error={error} />}
      {isPending && <Loading />}
      {edges !== undefined && (
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
          <EdgeList title="Out: what it refers to" entityId={entityId} edges={edges.filter(({ from }) => from.entity_id === entityId)} />
          <EdgeList
            title="In: what refers to it"
            entityId={entityId}
            edges={edges.filter(({ from, to }) => to.entity_id === entityId && from.entity_id !== entityId)}
          />
        </div>
      )}
    </Card>
  );
}
