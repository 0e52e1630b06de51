import type { Answer } from '../../contract/common.ts';
import type { ontology, ontologyVersion } from '../../contract/ontology.ts';
import type { OntologyRow, OntologyVersionRow } from '../../services/ontology.ts';
import { time } from './time.ts';

export function presentOntologyVersion(row: OntologyVersionRow): Answer<typeof ontologyVersion> {
  return {
    organization_id: row.organization_id,
    version: row.version,
    change_log: row.change_log,
    created_at: time(row.created_at),
    created_by: row.actor_id,
  };
}

export function presentOntology(row: OntologyRow): Answer<typeof ontology> {
  return { ...presentOntologyVersion(row), ontology: row.ontology };
}
