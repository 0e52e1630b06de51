-- The order of all edges, whatever their class: for pages of all classes, and for the search of texts that many edges show.
CREATE INDEX edge_queue_all_by_score ON edge_queue (organization_id, score, id);
CREATE INDEX edge_queue_all_by_uncertainty ON edge_queue (organization_id, uncertainty, id);
CREATE INDEX edge_queue_all_by_impact ON edge_queue (organization_id, impact, id);
