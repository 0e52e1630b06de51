import { sql } from 'kysely';

/** A description is the source's to change unless a person, an import or a model wrote it. `old` is the row, `excluded` what a scan says. */
const isFree = sql`(old.description_source = 'information_schema' OR old.description IS NULL AND old.description_source IS NULL)`;
export const isRedescribed = sql<boolean>`(${isFree} AND excluded.description IS DISTINCT FROM old.description)`;
export const describedBy = sql`CASE WHEN given.description IS NOT NULL THEN 'information_schema' END`;
/** When and by whom goes with the text. */
export const redescribe = sql`
  description = CASE WHEN ${isRedescribed} THEN excluded.description ELSE old.description END,
  description_source = CASE WHEN ${isRedescribed} THEN excluded.description_source ELSE old.description_source END,
  description_generated_at = CASE WHEN ${isRedescribed} THEN excluded.updated_at ELSE old.description_generated_at END`;
