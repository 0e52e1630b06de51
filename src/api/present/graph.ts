import type { Answer } from '../../contract/common.ts';
import type { entity, entityFound } from '../../contract/entity.ts';
import type { graph, joinPaths } from '../../contract/graph.ts';
import type { Cardinality } from '../../domain/edge-measure.ts';
import { crossingOf, type JoinWarning } from '../../domain/join-trust.ts';
import type { EntityFound } from '../../services/entities.ts';
import type { Graph } from '../../services/graph.ts';
import type { JoinPaths, JoinPathStep } from '../../services/join-paths.ts';

type EntityAnswer = Answer<typeof entity>;

function presentEntity(row: JoinPaths['from']): EntityAnswer {
  return {
    entity_type: row.type,
    id: row.id,
    name: row.name,
    database_name: row.database_name,
    schema_name: row.schema_name,
    integration_source_id: row.source_id,
    integration_source_name: row.source_name,
    connector_type: row.connector_type,
    row_count: row.row_count,
  };
}

export const presentEntityFound = (row: EntityFound): Answer<typeof entityFound> => ({ ...presentEntity(row), edge_count: row.edge_count });

export function presentGraph({ nodes, edges, isComplete }: Graph): Answer<typeof graph> {
  return {
    entities: nodes.map((node) => ({
      ...presentEntity(node),
      attribute_count: node.attribute_count,
      attributes: node.attributes.map(({ name, data_type, key }) => ({ name, data_type, key })),
      edge_count: node.edge_count,
      distance: node.distance,
    })),
    edges: edges.map((edge) => ({
      ...presentEdge(edge),
      from_attributes: [...edge.from_attributes],
      to_attributes: [...edge.to_attributes],
      cardinality: edge.measure.cardinality,
      from_entity_id: edge.from,
      to_entity_id: edge.to,
      optional: edge.measure.optional,
    })),
    truncated: !isComplete,
  };
}

const presentEdge = ({ kind, id, status, type, score, changed_since_decision, label, category }: JoinPathStep['edge']) => ({
  kind,
  id,
  status,
  type,
  score,
  changed_since_decision,
  label,
  category,
});

export function presentJoinPaths({ from, to, paths, isComplete }: JoinPaths): Answer<typeof joinPaths> {
  return {
    from: presentEntity(from),
    to: presentEntity(to),
    paths: paths.map((path) => ({
      steps: path.steps.map(presentStep),
      trust: rounded(path.trust),
      rows_per_row: path.rowsPerRow === null ? null : rounded(path.rowsPerRow),
      optional: path.optional,
      warnings: path.warnings.map((code) => ({ code, message: messages[code] })),
      sql: path.sql,
    })),
    truncated: !isComplete,
  };
}

const turned: Record<Cardinality, Cardinality> = { '1:1': '1:1', 'N:1': '1:N', '1:N': 'N:1', 'N:M': 'N:M' };

function presentStep({ edge, forward, from, to }: JoinPathStep) {
  const { rowsPerRow, matched } = crossingOf({ measure: edge.measure, forward });
  const { cardinality } = edge.measure;
  return {
    ...presentEdge(edge),
    from_attributes: [...(forward ? edge.from_attributes : edge.to_attributes)],
    to_attributes: [...(forward ? edge.to_attributes : edge.from_attributes)],
    cardinality: cardinality === null || forward ? cardinality : turned[cardinality],
    forward,
    from: presentEntity(from),
    to: presentEntity(to),
    rows_per_row: rowsPerRow === null ? null : rounded(rowsPerRow),
    match_rate: matched === null ? null : rounded(matched),
  };
}

/** To six decimals: enough for people, and the same whatever the order of a product. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

const messages: Record<JoinWarning, string> = {
  many_to_many: 'A step joins many rows with many: rows of both sides repeat, and sums over either count twice.',
  fan_trap: 'Rows multiply on more than one step: sums over anything but the last entity count rows several times.',
  chasm_trap: 'Rows meet through something they share and fan out again: they are paired without belonging together.',
  loses_rows: 'Some rows find no partner: an inner join loses them.',
  unknown_fan_out: 'Of a step nothing says how rows multiply.',
  undecided: 'Nobody has approved all of its edges yet.',
  changed_since_decision: 'The evidence of an edge has changed since it was approved.',
  crosses_sources: 'It leads from one source to another: rows must be brought together before they can be joined.',
  normalisation: 'Values of two sources meet in a normal form only, not as they are.',
  probabilistic: 'A step joins by what is likely the same, as names are, and not by a key.',
  sampled: 'Rows of a step were counted in a sample only.',
};
