-- The few edges whose evidence has changed since they were decided on: the health of edges begins at them.
CREATE INDEX edge_queue_changed ON edge_queue (organization_id, id) WHERE changed_since_decision;
