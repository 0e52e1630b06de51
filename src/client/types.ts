// Generated from the OpenAPI document by `npm run generate:client`.
export interface paths {
  '/api/session': {
    /** Adds an organization to the session of the browser, which a cookie keeps that scripts cannot read. Needs the header `X-Cognate-Request: web`. A token of the identity provider takes `X-Organization-Id` where its bearer is in several. */
    post: operations['sign_in'];
    /** The organizations that the browser is signed in to; none without a session. Those whose token was revoked are gone from it. */
    get: operations['get_session'];
    /** Ends the session of the browser, or leaves one organization of it. The token stays good elsewhere: Revoke Token ends it. */
    delete: operations['sign_out'];
  };
  '/api/integration-sources/relationships/bulk-status': {
    /** All in one transaction; ids may belong to several sources. */
    post: operations['bulk_update_integration_source_relationship_status'];
  };
  '/api/integration-sources/relationships/{relationship_id}': {
    /** One relationship, with its score and evidence. */
    get: operations['get_integration_source_relationship'];
    /** Members of a composite key are decided together. Score and evidence become a manual revision beside what the machine measured. */
    put: operations['update_integration_source_relationship'];
    /** With the other members of its composite key. A scan may find it again: reject what shall stay away. */
    delete: operations['delete_integration_source_relationship'];
  };
  '/api/integration-sources/relationships/{relationship_id}/history': {
    /** What scans and people said of a relationship, and what people decided, oldest first. */
    get: operations['get_integration_source_relationship_history'];
  };
  '/api/integration-sources/relationships/{relationship_id}/undo': {
    /** Takes back the newest decision that stands, of all members of a composite key, where it is the caller’s. An administrator takes back anybody’s. */
    post: operations['undo_integration_source_relationship_decision'];
  };
  '/api/integration-sources/{integration_source_id}/relationships': {
    /** The relationships between the columns of a source: declared, inferred, or added by hand. */
    get: operations['list_integration_source_relationships'];
    /** Adds a relationship by hand: MANUAL, and APPROVED by adding it. Both ends must be of this source. */
    post: operations['create_integration_source_relationship'];
  };
  '/api/organization/{organization_id}/edges': {
    /** The review queue: relationships, associations and entity links in one list. A composite key is one item. */
    get: operations['list_edges'];
  };
  '/api/organization/{organization_id}/edges/facets': {
    /** For each filter of the queue: how many edges each of its values leaves, with the other filters as they are. */
    get: operations['get_edge_facets'];
  };
  '/api/organization/{organization_id}/edges/threshold': {
    /** What approving all suggested edges from a score upwards would do, for every hundredth: how many, and how many of them wrongly. */
    get: operations['get_edge_thresholds'];
  };
  '/api/organization/{organization_id}/edges/health': {
    /** Approved edges whose newest evidence is worse than what was decided on, the worst first, with the trend. */
    get: operations['list_degraded_edges'];
  };
  '/api/organization/{organization_id}/edges/{kind}/{edge_id}': {
    /** All that a reviewer looks at, in one answer: the evidence, the profiles of both ends, the rivals, the history. The id may be of any member of a composite key. */
    get: operations['get_edge'];
  };
  '/api/organization/{organization_id}/edges/{kind}/{edge_id}/verify': {
    /** Runs the SQL of the newest evidence on its source again, as a job; its `result`, and `verification` of the edge, say how both compare. Nothing else changes. */
    post: operations['verify_edge'];
  };
  '/api/organization/{organization_id}/edges/decisions': {
    /** One decision on edges of any kinds, in one transaction. Where an edge comes with its `updated_at`, it is decided only if nobody, and no scan, has changed it since. */
    post: operations['decide_edges'];
  };
  '/api/organization/{organization_id}/entities': {
    /** Tables and SaaS objects of all sources by name, the best first: the name itself, what begins with it, words that do, names that contain it, then schemas and sources. */
    get: operations['find_entities'];
  };
  '/api/organization/{organization_id}/entities/{entity_id}': {
    /** One table or SaaS object, whichever has the id. */
    get: operations['get_entity'];
  };
  '/api/organization/{organization_id}/graph': {
    /** The map: whole sources, or what lies around some entities, with the edges between. Of an organization as a whole, all its sources. */
    get: operations['get_graph'];
  };
  '/api/organization/{organization_id}/entities/{entity_id}/join-paths/{to_entity_id}': {
    /** The best ways to join two entities over approved edges, across sources too. A path costs a join for each step, one more each time the trust halves or the rows double, and one to cross from one source to another. */
    get: operations['find_join_paths'];
  };
  '/api/organization/{organization_id}/decision-batches/{batch_id}/undo': {
    /** Takes back, in one transaction, every decision of the batch that still is the newest of its edge. */
    post: operations['undo_decision_batch'];
  };
  '/api/organization/{organization_id}/audit-events': {
    /** What was changed, by whom, in the order of the log, or from its end. */
    get: operations['list_audit_events'];
  };
  '/api/organization/{organization_id}/audit-events/verification': {
    /** Checks the chain of the log, from where it was last read and found intact. With `whole` all of it, as `cognate audit verify` does: that takes seconds where there are hundreds of thousands of events. */
    get: operations['verify_audit_log'];
  };
  '/api/connectors': {
    /** What sources can be registered of, and what their configuration takes. */
    get: operations['list_connectors'];
  };
  '/api/integration-sources': {
    /** Databases and SaaS instances of the organization, active or not; secrets are left out of `configuration`. */
    get: operations['list_integration_sources'];
    /** Registers a source. Nothing is read yet: test the connection, then scan. Secrets in `configuration` are sealed and never answered. */
    post: operations['create_integration_source'];
  };
  '/api/organization/{organization_id}/overview': {
    /** The sources of the organization with what a look at them tells: counts of what they hold and of edges, the last scan, how fresh the data is. */
    get: operations['get_source_overview'];
  };
  '/api/integration-sources/test-connection': {
    /** Tries a configuration before a source of it is registered, stage by stage; nothing is kept. What cannot be reached is an answer, not an error. */
    post: operations['test_connection'];
  };
  '/api/integration-sources/{source_id}': {
    /** One source, without its secrets. */
    get: operations['get_integration_source'];
    /** Changes what is sent. A `configuration` replaces the one before, but for its secrets, which stay where they are left out. */
    put: operations['update_integration_source'];
    /** With everything that was found in it. 409 while a scan of it runs, or while another source is routed to it. */
    delete: operations['delete_integration_source'];
  };
  '/api/integration-sources/{source_id}/test-connection': {
    /** The answer says how it went, stage by stage; a source that cannot be reached is an answer, not an error. */
    post: operations['test_integration_source_connection'];
  };
  '/api/integration-sources/{source_id}/databases': {
    /** In the order of `created_at`; scans go by `priority`. */
    get: operations['list_integration_source_databases'];
    /** Makes a database known before a scan finds it. 409 where the source has one of this name. */
    post: operations['create_integration_source_database'];
  };
  '/api/integration-sources/{source_id}/databases/{database_id}': {
    /** One database of the source. */
    get: operations['get_integration_source_database'];
    /** Changes what is sent; an inactive database is left out of scans. */
    put: operations['update_integration_source_database'];
    /** With its schemas and tables. A scan may find it again: set it inactive where it shall stay away. */
    delete: operations['delete_integration_source_database'];
  };
  '/api/integration-sources/{source_id}/databases/{database_id}/schemas': {
    /** The schemas of one database. */
    get: operations['list_database_schemas'];
  };
  '/api/integration-sources/{source_id}/schemas': {
    /** The schemas of all databases of the source, or of one. */
    get: operations['list_integration_source_schemas'];
  };
  '/api/integration-sources/{source_id}/schemas/{schema_id}': {
    /** One schema of the source. */
    get: operations['get_integration_source_schema'];
    /** Changes what is sent; the name follows the source and stays. */
    put: operations['update_integration_source_schema'];
  };
  '/api/integration-sources/{source_id}/columns': {
    /** Columns with what the last scan measured; active ones of active tables unless `active_only` is false. */
    get: operations['list_all_integration_source_columns'];
  };
  '/api/integration-sources/{source_id}/columns/{column_id}': {
    /** One column, with what the last scan measured. */
    get: operations['get_integration_source_column'];
    /** Changes what is sent. What a person says of a column outlives scans, until it is set to null; name, type and keys follow the source. */
    put: operations['update_integration_source_column'];
  };
  '/api/integration-sources/{source_id}/tables': {
    /** Tables of all schemas of the source, or of one; active ones unless `active_only` is false. */
    get: operations['list_integration_source_tables'];
  };
  '/api/integration-sources/{source_id}/schemas/{schema_id}/tables': {
    /** Tables of one schema; active ones unless `active_only` is false. */
    get: operations['list_schema_tables'];
  };
  '/api/integration-sources/{source_id}/tables/{table_id}': {
    /** One table, with its size and quality. */
    get: operations['get_integration_source_table'];
    /** Changes what is sent; the name follows the source and stays. */
    put: operations['update_integration_source_table'];
  };
  '/api/integration-sources/{source_id}/tables/{table_id}/columns': {
    /** Columns of one table; active ones unless `active_only` is false. */
    get: operations['list_table_columns'];
  };
  '/api/integration-sources/{source_id}/saas-objects': {
    /** All objects of a source, in the order in which they were found; those switched inactive too, unless `active_only` leaves them out. */
    get: operations['list_saas_objects'];
    /** Adds an object by hand; only sources of the type saas have any. What is set here is kept by scans. */
    post: operations['create_saas_object'];
  };
  '/api/integration-sources/{source_id}/saas-objects/{object_id}': {
    /** One object, with the quality of its data as the last scan measured it. */
    get: operations['get_saas_object'];
    /** What is set here is kept by scans, until it is set to null. */
    put: operations['update_saas_object'];
    /** With its fields, its associations and the entity links of its fields. */
    delete: operations['delete_saas_object'];
  };
  '/api/integration-sources/{source_id}/saas-objects/{object_id}/saas-fields': {
    /** All fields of an object, with their profiles; those switched inactive too, unless `active_only` leaves them out. */
    get: operations['list_saas_fields'];
    /** Adds a field by hand. What is set here is kept by scans. */
    post: operations['create_saas_field'];
  };
  '/api/integration-sources/{source_id}/saas-objects/{object_id}/saas-fields/{field_id}': {
    /** One field, with its profile. */
    get: operations['get_saas_field'];
    /** What is set here is kept by scans, until it is set to null. */
    put: operations['update_saas_field'];
    /** With its entity links. */
    delete: operations['delete_saas_field'];
  };
  '/api/integration-sources/{source_id}/saas-associations': {
    /** The associations between the objects of a source: those that the platform defines, and those that were inferred or added by hand. */
    get: operations['list_saas_associations'];
    /** Adds an association by hand: MANUAL, and APPROVED by adding it. Both objects must be of this source. */
    post: operations['create_saas_association'];
  };
  '/api/integration-sources/{source_id}/saas-associations/bulk-status': {
    /** All in one transaction; associations of other sources are not found. */
    post: operations['bulk_update_saas_association_status'];
  };
  '/api/integration-sources/{source_id}/saas-associations/{association_id}': {
    /** One association, with its score and evidence. */
    get: operations['get_saas_association'];
    /** Score and evidence become a manual revision beside what the machine found. */
    put: operations['update_saas_association'];
    /** A scan may find it again: reject what shall stay away. */
    delete: operations['delete_saas_association'];
  };
  '/api/integration-sources/{source_id}/saas-associations/{association_id}/history': {
    /** Every evidence revision of an association and every decision about it, oldest first. */
    get: operations['get_saas_association_history'];
  };
  '/api/integration-sources/{source_id}/saas-associations/{association_id}/undo': {
    /** Takes back the newest decision that stands, where it is the caller’s. An administrator takes back anybody’s. */
    post: operations['undo_saas_association_decision'];
  };
  '/api/integration-sources/{source_id}/reconciliation': {
    /** What the sync of a source brings, and what it lacks, object by object: the landed table, the fields that have not landed, and for every association the landed column or table that carries it. Empty where the source is not synced (`is_sync` and `system_source_id`), or not scanned yet. */
    get: operations['list_reconciliation'];
  };
  '/api/organization/{organization_id}/entity-links': {
    /** The links between attributes of different sources. */
    get: operations['list_entity_links'];
    /** Links two attributes of two sources by hand: APPROVED by adding it. Two attributes have one link, whichever way round. */
    post: operations['create_entity_link'];
  };
  '/api/organization/{organization_id}/entity-links/bulk-status': {
    /** All in one transaction. */
    post: operations['bulk_update_entity_link_status'];
  };
  '/api/organization/{organization_id}/entity-links/discover': {
    /** Looks for links among what scans kept of the sources of the organization, as a job, and suggests those that are new. No source is read, unless what is kept of it was made by another version. 409 where none was scanned. */
    post: operations['discover_entity_links'];
  };
  '/api/integration-sources/{source_id}/entity-links/discover': {
    /** The same of one source with the others. 409 where it was not scanned. */
    post: operations['discover_entity_links_of_integration_source'];
  };
  '/api/organization/{organization_id}/entity-links/{entity_link_id}': {
    /** One entity link, with its score and evidence. */
    get: operations['get_entity_link'];
    /** Score and evidence become a manual revision beside what the machine measured. */
    put: operations['update_entity_link'];
    /** A scan may find it again: reject what shall stay away. */
    delete: operations['delete_entity_link'];
  };
  '/api/organization/{organization_id}/entity-links/{entity_link_id}/history': {
    /** Every evidence revision of an entity link and every decision about it, oldest first. */
    get: operations['get_entity_link_history'];
  };
  '/api/organization/{organization_id}/entity-links/{entity_link_id}/undo': {
    /** Takes back the newest decision that stands, where it is the caller’s. An administrator takes back anybody’s. */
    post: operations['undo_entity_link_decision'];
  };
  '/api/organization/{organization_id}/crosswalks': {
    /** Makes the crosswalk of the two entities that approved links join, or adds the links to the one that they have, and starts a run of it as a job of the kind `crosswalk`. 409 where a link is not approved. */
    post: operations['create_crosswalk'];
    /** The crosswalks of the organization, each with the figures of its last run. */
    get: operations['list_crosswalks'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}': {
    /** One crosswalk, with how it stands now. */
    get: operations['get_crosswalk'];
    /** With its runs, pairs and decisions; the audit log keeps that there were some. */
    delete: operations['delete_crosswalk'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/runs': {
    /** The runs of a crosswalk, done and under way. */
    get: operations['list_crosswalk_runs'];
    /** Compares again. What has nothing to do with a record that changed stays as it is, unless what agreement says is learned anew. Decisions of people hold. 409 where no link of the crosswalk is approved any more. */
    post: operations['run_crosswalk'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/runs/{run_id}': {
    /** One run, with what it compared, the pattern table, and the precision and recall to expect at each threshold. */
    get: operations['get_crosswalk_run'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/pairs': {
    /** Pairs of records by probability: those that may be one, the likeliest of each record, and those that people decided on. */
    get: operations['list_crosswalk_pairs'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/pairs/{pair_id}': {
    /** Two records side by side: what each compared field adds to the weight, and the values as the sources have them now, masked where they are personal or secret. A source that cannot be asked is told in `values_note`. */
    get: operations['get_crosswalk_pair'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/records': {
    /** The records of both sides, by their keys: matched, unmatched or conflicting. */
    get: operations['list_crosswalk_records'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/clusters/{cluster_id}': {
    /** The records that are one, and the pairs between them. */
    get: operations['get_crosswalk_cluster'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/clusters/{cluster_id}/unmerge': {
    /** Says of records that they are none of the others of their cluster: `different` on each pair between them, which can be undone as one. */
    post: operations['unmerge_crosswalk_records'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/decisions': {
    /** What people said of pairs, also what they took back. */
    get: operations['list_crosswalk_decisions'];
    /** Says of pairs that their records are the same, or different. It shows at once, and holds in every later run, until it is undone. */
    post: operations['decide_crosswalk_pairs'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/decisions/undo': {
    /** Takes back a batch of decisions, or the last one on each pair. Those of others take an administrator. */
    post: operations['undo_crosswalk_decisions'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/sql': {
    /** The deterministic part as SQL in the dialects of the sources: linked attributes that are equal in their normal form, where a value stands in one record of each side. */
    get: operations['get_crosswalk_sql'];
  };
  '/api/organization/{organization_id}/crosswalks/{crosswalk_id}/download': {
    /** A file with a row for each pair that the crosswalk takes: `left_key, right_key, weight_bits, probability, band, decision, cluster_id`, in the order of the keys. */
    get: operations['download_crosswalk'];
  };
  '/api/organization/{organization_id}/airbyte': {
    /** Without its secret; 404 where the organization has none. */
    get: operations['get_airbyte_account'];
    /** Makes the account, or changes what is sent. From then on sources that name a source or connections of Airbyte are filled in from there, and their last_sync fields are kept true. */
    put: operations['set_airbyte_account'];
    /** Sources keep what they say of their syncs; nobody keeps it true any more. */
    delete: operations['delete_airbyte_account'];
  };
  '/api/organization/{organization_id}/airbyte/test': {
    /** Asks for a token, the workspace and its connections, and says at which stage that failed. */
    post: operations['test_airbyte_account'];
  };
  '/api/integration-sources/{source_id}/sync': {
    /** How the connections of a source fare, as Airbyte was last asked: every minute, and whenever a sync is started here. A source that is not synced has none. */
    get: operations['get_sync'];
    /** Starts a sync of every connection of the source that is active, as a job of the kind `sync` that follows them to their end; a connection that runs already is followed. A scan that is asked for meanwhile waits for it. */
    post: operations['sync_integration_source'];
  };
  '/api/integration-sources/{source_id}/reconnect': {
    /** Answers where a person consents anew to the access of Airbyte, for a source whose sync wants that (`auth_required`). */
    post: operations['reconnect_integration_source'];
  };
  '/api/integration-sources/{source_id}/reconnect/complete': {
    /** Gives the source in Airbyte the credentials of a consent. The next sync shows whether they are good. */
    post: operations['complete_reconnect'];
  };
  '/api/integration-sources/{source_id}/scan': {
    /** Introspects, profiles and infers, as a job. */
    post: operations['scan_integration_source'];
  };
  '/api/integration-sources/{source_id}/introspect': {
    /** The same as scan. */
    post: operations['introspect_integration_source'];
  };
  '/api/scans': {
    /** One scan over several sources. */
    post: operations['scan_integration_sources'];
  };
  '/api/jobs': {
    /** Scans and syncs of the organization, done and under way. */
    get: operations['list_jobs'];
  };
  '/api/jobs/{job_id}': {
    /** State, progress and timings of a job: ask again until `state` is `succeeded`, `failed` or `cancelled`, or follow its events. */
    get: operations['get_job'];
  };
  '/api/jobs/{job_id}/cancel': {
    /** A job that waits ends at once, a running one soon after; one that is over stays as it is. */
    post: operations['cancel_job'];
  };
  '/api/jobs/{job_id}/events': {
    /** Server-sent events: one event `job` with the job now, one whenever it changes; the stream ends when the job is over. */
    get: operations['follow_job'];
  };
  '/api/me': {
    /** Who asks, as what, and the organizations that the person may enter. */
    get: operations['get_current_user'];
  };
  '/api/tokens': {
    /** Those of the organization for who manages tokens; for others their own. Revoked and expired ones stay in the list. */
    get: operations['list_tokens'];
    /** The answer tells the token: this once and never again. */
    post: operations['create_token'];
  };
  '/api/tokens/{token_id}': {
    /** One token, without what proves it. A token of somebody else is there only for who manages tokens. */
    get: operations['get_token'];
    /** The token is good for nothing from now on; it stays in the list. */
    delete: operations['revoke_token'];
  };
  '/api/organization': {
    /** All organizations of the installation. To see more of one, and to work in it, make a token for it. */
    get: operations['list_organizations'];
    /** The caller becomes its first member, as a system administrator. */
    post: operations['create_organization'];
  };
  '/api/organization/{organization_id}': {
    /** The organization of the token; others are not there. */
    get: operations['get_organization'];
    /** Only system administrators close an organization (`is_active`); then only they come in, and may open it again. */
    put: operations['update_organization'];
  };
  '/api/organization/{organization_id}/member': {
    /** Pages come by number (`page`, `page_size`) or, as in every other list, by `limit` and `cursor`; numbers go first. */
    get: operations['get_organization_members'];
    /** The person must be there: Create Organization User makes one. */
    post: operations['create_organization_member'];
  };
  '/api/organization/{organization_id}/member/{member_id}': {
    /** With the person that the member is. */
    get: operations['get_organization_member'];
    /** A role that is left out stays as it is. Tokens of a suspended member are of no use until the member is active again. */
    put: operations['update_organization_member'];
    /** Revokes the tokens of the member too, and deletes the identifiers. The person stays. */
    delete: operations['delete_organization_member'];
  };
  '/api/organization/{organization_id}/user': {
    /** Makes a person, or answers the one with this e-mail address: the same answer either way. */
    post: operations['create_organization_user'];
  };
  '/api/organization/{organization_id}/user/{user_id}/identifiers': {
    /** Those of a member, in all sources or in one. */
    get: operations['list_user_identifiers'];
    /** Answers 200 either way. Everybody writes their own identifiers, administrators those of all members. */
    post: operations['create_or_update_user_identifier'];
  };
  '/api/organization/{organization_id}/user/{user_id}/identifiers/{identifier_id}': {
    /** One way in which a connected system knows the person. */
    get: operations['get_user_identifier'];
    /** Everybody deletes their own identifiers, administrators those of all members. */
    delete: operations['delete_user_identifier'];
  };
  '/api/organization/{organization_id}/ontology': {
    /** The newest version. `format=yaml` answers its content as `text/yaml`, as Update Ontology takes it. */
    get: operations['get_ontology'];
    /** Replaces the ontology whole. Each call makes a version; `If-Match` takes the ETag of the newest. */
    put: operations['update_ontology'];
  };
  '/api/organization/{organization_id}/ontology/versions': {
    /** Without their content. */
    get: operations['list_ontology_versions'];
  };
  '/api/organization/{organization_id}/ontology/versions/{version}': {
    /** As it was written then; `format=yaml` answers its content as `text/yaml`. */
    get: operations['get_ontology_version'];
  };
  '/api/organization/{organization_id}/ontology/versions/{version}/restore': {
    /** Makes a new version with the content of this one. */
    post: operations['restore_ontology_version'];
  };
}
export interface operations {
  sign_in: {
    parameters: { path?: never; query?: never; header?: never };
    requestBody: { content: { 'application/json': components['schemas']['SignIn'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Session'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_session: {
    parameters: { path?: never; query?: never; header?: never };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Session'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  sign_out: {
    parameters: { path?: never; query?: { organization_id?: string | null }; header?: never };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Session'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  bulk_update_integration_source_relationship_status: {
    parameters: {
      path?: never;
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['IntegrationSourceRelationshipBulkStatus'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['BulkResult'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_integration_source_relationship: {
    parameters: {
      path: {
        /** Id of the relationship */
        relationship_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSourceRelationship'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_integration_source_relationship: {
    parameters: {
      path: {
        /** Id of the relationship */
        relationship_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['IntegrationSourceRelationshipUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSourceRelationship'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_integration_source_relationship: {
    parameters: {
      path: {
        /** Id of the relationship */
        relationship_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSourceRelationship'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_integration_source_relationship_history: {
    parameters: {
      path: {
        /** Id of the relationship */
        relationship_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EdgeHistory'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  undo_integration_source_relationship_decision: {
    parameters: {
      path: {
        /** Id of the relationship */
        relationship_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSourceRelationship'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_integration_source_relationships: {
    parameters: {
      path: { integration_source_id: string };
      query?: {
        /** Only those of this status */
        status?: ('SUGGESTED' | 'APPROVED' | 'REJECTED') | null;
        /** Only those of this type */
        type?: ('FOREIGN_KEY' | 'INFERRED' | 'MANUAL') | null;
        /** Whether newer evidence differs from what was decided on */
        changed_since_decision?: boolean | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSourceRelationship'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_integration_source_relationship: {
    parameters: {
      path: { integration_source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['IntegrationSourceRelationshipCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSourceRelationship'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_edges: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Any of these kinds */
        kind?: ('relationship' | 'association' | 'entity_link')[] | null;
        /** Any of these */
        status?: ('SUGGESTED' | 'APPROVED' | 'REJECTED')[] | null;
        /** Any of these types or link types */
        type?: ('FOREIGN_KEY' | 'INFERRED' | 'MANUAL' | 'DETERMINISTIC' | 'PROBABILISTIC')[] | null;
        /** Any of these; each holds its lower end, the last one both */
        score_band?:
          | ('none' | '0.0-0.1' | '0.1-0.2' | '0.2-0.3' | '0.3-0.4' | '0.4-0.5' | '0.5-0.6' | '0.6-0.7' | '0.7-0.8' | '0.8-0.9' | '0.9-1.0')[]
          | null;
        /** This score or a higher one */
        min_score?: number | null;
        /** This score or a lower one */
        max_score?: number | null;
        /** Whether newer evidence differs from what was decided on */
        changed_since_decision?: boolean | null;
        /** Integration source of either end */
        source?: string | null;
        /** Table or SaaS object of either end */
        entity_id?: string | null;
        /** Integration sources of both ends, either way round, with a comma between; the same one twice for what is within it */
        source_pair?: string | null;
        /** Text that `entity.attribute` of either end contains, in upper or lower case */
        query?: string | null;
        /** Edges without a score come after all others, or before them where the order is asc */
        sort?: ('score' | 'uncertainty' | 'impact') | null;
        /** From the least, or from the greatest */
        order?: ('asc' | 'desc') | null;
        /** At most this many items */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Edge'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_edge_facets: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Any of these kinds */
        kind?: ('relationship' | 'association' | 'entity_link')[] | null;
        /** Any of these */
        status?: ('SUGGESTED' | 'APPROVED' | 'REJECTED')[] | null;
        /** Any of these types or link types */
        type?: ('FOREIGN_KEY' | 'INFERRED' | 'MANUAL' | 'DETERMINISTIC' | 'PROBABILISTIC')[] | null;
        /** Any of these; each holds its lower end, the last one both */
        score_band?:
          | ('none' | '0.0-0.1' | '0.1-0.2' | '0.2-0.3' | '0.3-0.4' | '0.4-0.5' | '0.5-0.6' | '0.6-0.7' | '0.7-0.8' | '0.8-0.9' | '0.9-1.0')[]
          | null;
        /** This score or a higher one */
        min_score?: number | null;
        /** This score or a lower one */
        max_score?: number | null;
        /** Whether newer evidence differs from what was decided on */
        changed_since_decision?: boolean | null;
        /** Integration source of either end */
        source?: string | null;
        /** Table or SaaS object of either end */
        entity_id?: string | null;
        /** Integration sources of both ends, either way round, with a comma between; the same one twice for what is within it */
        source_pair?: string | null;
        /** Text that `entity.attribute` of either end contains, in upper or lower case */
        query?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EdgeFacets'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_edge_thresholds: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Any of these kinds */
        kind?: ('relationship' | 'association' | 'entity_link')[] | null;
        /** Any of these types or link types */
        type?: ('FOREIGN_KEY' | 'INFERRED' | 'MANUAL' | 'DETERMINISTIC' | 'PROBABILISTIC')[] | null;
        /** Any of these; each holds its lower end, the last one both */
        score_band?:
          | ('none' | '0.0-0.1' | '0.1-0.2' | '0.2-0.3' | '0.3-0.4' | '0.4-0.5' | '0.5-0.6' | '0.6-0.7' | '0.7-0.8' | '0.8-0.9' | '0.9-1.0')[]
          | null;
        /** This score or a higher one */
        min_score?: number | null;
        /** This score or a lower one */
        max_score?: number | null;
        /** Whether newer evidence differs from what was decided on */
        changed_since_decision?: boolean | null;
        /** Integration source of either end */
        source?: string | null;
        /** Table or SaaS object of either end */
        entity_id?: string | null;
        /** Integration sources of both ends, either way round, with a comma between; the same one twice for what is within it */
        source_pair?: string | null;
        /** Text that `entity.attribute` of either end contains, in upper or lower case */
        query?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EdgeThresholds'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_degraded_edges: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Any of these kinds */
        kind?: ('relationship' | 'association' | 'entity_link')[] | null;
        /** Integration source of either end */
        source?: string | null;
        /** Table or SaaS object of either end */
        entity_id?: string | null;
        /** Text that `entity.attribute` of either end contains, in upper or lower case */
        query?: string | null;
        /** At most this many items */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['DegradedEdge'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_edge: {
    parameters: {
      path: {
        organization_id: string;
        /** Of the edge */
        kind: string;
        /** Id of the edge */
        edge_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EdgeDetail'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  verify_edge: {
    parameters: {
      path: {
        organization_id: string;
        /** Of the edge */
        kind: string;
        /** Id of the edge */
        edge_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  decide_edges: {
    parameters: {
      path: { organization_id: string };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['EdgeDecisions'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EdgesDecided'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  find_entities: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Words, in any case: each is in the name, or in that of the schema or source */
        query?: string | null;
        /** Any of these integration sources */
        source?: string[] | null;
        /** At most this many items */
        limit?: number | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EntityFound'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_entity: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the entity */
        entity_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EntityFound'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_graph: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** These integration sources as a whole */
        source?: string[] | null;
        /** What lies around these tables and SaaS objects; then `source` says nothing */
        entity_id?: string[] | null;
        /** Steps around them */
        depth?: number | null;
        /** Entities with more edges than this are not gone through, unless they are among those asked for */
        hub_edges?: number | null;
        /** Edges with any of these; APPROVED and SUGGESTED where none is given */
        status?: ('SUGGESTED' | 'APPROVED' | 'REJECTED')[] | null;
        /** Edges of any of these kinds */
        kind?: ('relationship' | 'association' | 'entity_link')[] | null;
        /** Suggestions with this score or a higher one; those without a score stay */
        min_score?: number | null;
        /** Entities, at most: of sources those with the most edges, around entities the nearest */
        limit?: number | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Graph'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  find_join_paths: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the entity */
        entity_id: string;
        /** Id of the to entity */
        to_entity_id: string;
      };
      query?: {
        /** Also over edges that wait for a decision */
        include_suggested?: boolean | null;
        /** Joins of a path, at most */
        max_steps?: number | null;
        /** Paths, at most */
        limit?: number | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['JoinPaths'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  undo_decision_batch: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the batch */
        batch_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['BatchUndone'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_audit_events: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Only what this user did */
        actor_id?: string | null;
        /** Only this, such as relationship.decided */
        action?: string | null;
        /** Only what was done to things of this kind */
        object_kind?: string | null;
        /** Only what was done to this thing */
        object_id?: string | null;
        /** From then on */
        since?: string | null;
        /** Before then */
        until?: string | null;
        /** By `created_at, id` */
        order?: ('oldest_first' | 'newest_first') | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['AuditEvent'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  verify_audit_log: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Read all events, also those that were found intact before */
        whole?: boolean | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['AuditVerification'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_connectors: {
    parameters: { path?: never; query?: never; header?: never };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Connector'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_integration_sources: {
    parameters: {
      path?: never;
      query?: {
        /** Only databases, or only SaaS instances */
        source_type?: ('database' | 'saas') | null;
        /** Only those of this connector */
        connector_type?: string | null;
        /** Only what is active, or only what is not */
        is_active?: boolean | null;
        /** Only those whose last connection test ended so */
        connection_status?: ('connected' | 'disconnected' | 'error' | 'unknown') | null;
        /** Part of the name, in any case */
        query?: string | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSource'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_integration_source: {
    parameters: {
      path?: never;
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['IntegrationSourceCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSource'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      424: components['responses']['FailedDependency'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_source_overview: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Only databases, or only SaaS instances */
        source_type?: ('database' | 'saas') | null;
        /** Only those of this connector */
        connector_type?: string | null;
        /** Only what is active, or only what is not */
        is_active?: boolean | null;
        /** Only those whose last connection test ended so */
        connection_status?: ('connected' | 'disconnected' | 'error' | 'unknown') | null;
        /** Part of the name, in any case */
        query?: string | null;
        /** Only this source */
        id?: string | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SourceOverview'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  test_connection: {
    parameters: {
      path?: never;
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['ConnectionTestRequest'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['ConnectionTest'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_integration_source: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSource'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_integration_source: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['IntegrationSourceUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSource'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      424: components['responses']['FailedDependency'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_integration_source: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['IntegrationSource'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  test_integration_source_connection: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['ConnectionTest'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_integration_source_databases: {
    parameters: {
      path: { source_id: string };
      query?: {
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Database'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_integration_source_database: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['DatabaseCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Database'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_integration_source_database: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the database */
        database_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Database'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_integration_source_database: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the database */
        database_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['DatabaseUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Database'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_integration_source_database: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the database */
        database_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Database'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_database_schemas: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the database */
        database_id: string;
      };
      query?: {
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Schema'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_integration_source_schemas: {
    parameters: {
      path: { source_id: string };
      query?: {
        /** Only those of this database */
        database_id?: string | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Schema'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_integration_source_schema: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the schema */
        schema_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Schema'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_integration_source_schema: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the schema */
        schema_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['SchemaUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Schema'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_all_integration_source_columns: {
    parameters: {
      path: { source_id: string };
      query?: {
        /** Only what is active, in what is active, and still there */
        active_only?: boolean | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Column'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_integration_source_column: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the column */
        column_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Column'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_integration_source_column: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the column */
        column_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['ColumnUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Column'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_integration_source_tables: {
    parameters: {
      path: { source_id: string };
      query?: {
        /** Only what is active, in what is active, and still there */
        active_only?: boolean | null;
        /** Id of the schema */
        schema_id?: string | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Table'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_schema_tables: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the schema */
        schema_id: string;
      };
      query?: {
        /** Only what is active, in what is active, and still there */
        active_only?: boolean | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Table'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_integration_source_table: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the table */
        table_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Table'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_integration_source_table: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the table */
        table_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['TableUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Table'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_table_columns: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the table */
        table_id: string;
      };
      query?: {
        /** Only what is active, in what is active, and still there */
        active_only?: boolean | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Column'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_saas_objects: {
    parameters: {
      path: { source_id: string };
      query?: {
        /** Only what is active, in what is active */
        active_only?: boolean | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasObject'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_saas_object: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['SaasObjectCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasObject'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_saas_object: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the object */
        object_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasObject'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_saas_object: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the object */
        object_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['SaasObjectUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasObject'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_saas_object: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the object */
        object_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasObject'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_saas_fields: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the object */
        object_id: string;
      };
      query?: {
        /** Only what is active, in what is active */
        active_only?: boolean | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasField'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_saas_field: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the object */
        object_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['SaasFieldCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasField'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_saas_field: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the object */
        object_id: string;
        /** Id of the field */
        field_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasField'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_saas_field: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the object */
        object_id: string;
        /** Id of the field */
        field_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['SaasFieldUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasField'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_saas_field: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the object */
        object_id: string;
        /** Id of the field */
        field_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasField'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_saas_associations: {
    parameters: {
      path: { source_id: string };
      query?: {
        /** Filter by source object ID */
        from_object_id?: string | null;
        /** Filter by target object ID */
        to_object_id?: string | null;
        /** Filter associations by status */
        status?: ('SUGGESTED' | 'APPROVED' | 'REJECTED') | null;
        /** Filter associations by relationship type */
        type?: ('FOREIGN_KEY' | 'INFERRED' | 'MANUAL') | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasAssociation'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_saas_association: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['SaasAssociationCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasAssociation'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  bulk_update_saas_association_status: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['SaasAssociationBulkStatus'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['BulkResult'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_saas_association: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the association */
        association_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasAssociation'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_saas_association: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the association */
        association_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['SaasAssociationUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasAssociation'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_saas_association: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the association */
        association_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasAssociation'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_saas_association_history: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the association */
        association_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EdgeHistory'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  undo_saas_association_decision: {
    parameters: {
      path: {
        source_id: string;
        /** Id of the association */
        association_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SaasAssociation'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_reconciliation: {
    parameters: {
      path: { source_id: string };
      query?: {
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['ReconciledObject'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_entity_links: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Filter by source integration source */
        source_integration_source_id?: string | null;
        /** Filter by target integration source */
        target_integration_source_id?: string | null;
        /** Filter by status */
        status?: ('SUGGESTED' | 'APPROVED' | 'REJECTED') | null;
        /** Filter by link type Type of entity link based on matching confidence. */
        link_type?: ('DETERMINISTIC' | 'PROBABILISTIC') | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EntityLink'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_entity_link: {
    parameters: {
      path: { organization_id: string };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['EntityLinkCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EntityLink'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  bulk_update_entity_link_status: {
    parameters: {
      path: { organization_id: string };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['EntityLinkBulkStatus'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['BulkResult'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  discover_entity_links: {
    parameters: {
      path: { organization_id: string };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  discover_entity_links_of_integration_source: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_entity_link: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the entity link */
        entity_link_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EntityLink'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_entity_link: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the entity link */
        entity_link_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['EntityLinkUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EntityLink'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_entity_link: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the entity link */
        entity_link_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EntityLink'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_entity_link_history: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the entity link */
        entity_link_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EdgeHistory'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  undo_entity_link_decision: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the entity link */
        entity_link_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['EntityLink'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_crosswalk: {
    parameters: {
      path: { organization_id: string };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['CrosswalkCreate'] } };
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkRun'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_crosswalks: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Only those that rest on this link */
        entity_link_id?: string | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        integration_source_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Crosswalk'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_crosswalk: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkDetail'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_crosswalk: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Crosswalk'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_crosswalk_runs: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkRun'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  run_crosswalk: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['CrosswalkRunCreate'] } };
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkRun'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_crosswalk_run: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
        /** Id of the run */
        run_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkRunDetail'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_crosswalk_pairs: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        /** Only pairs of this band */
        band?: ('auto' | 'review' | 'possible' | 'hidden') | null;
        /** Only pairs of this probability or a higher one */
        min_probability?: number | null;
        /** Only pairs of a lower probability */
        max_probability?: number | null;
        /** Only pairs of which people said this; anything, or nothing */
        decision?: ('same' | 'different' | 'any' | 'none') | null;
        /** `taken`; `conflicting` with another pair of one of their records; `unmatched`: the likeliest of records that have no pair */
        bucket?: ('taken' | 'conflicting' | 'unmatched') | null;
        /** Only pairs of a record with this key, on either side */
        key?: string | null;
        /** From the least likely, or from the likeliest */
        order?: ('asc' | 'desc') | null;
        /** At most this many items */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkPair'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_crosswalk_pair: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
        /** Id of the pair */
        pair_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkPairDetail'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_crosswalk_records: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        /** Only records of this side */
        side?: ('left' | 'right') | null;
        /** Only records that came out so */
        state?: ('matched' | 'unmatched' | 'conflicting') | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkRecord'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_crosswalk_cluster: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
        /** Id of the cluster */
        cluster_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkCluster'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  unmerge_crosswalk_records: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
        /** Id of the cluster */
        cluster_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['CrosswalkUnmerge'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkPairsDecided'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_crosswalk_decisions: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkDecision'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  decide_crosswalk_pairs: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['CrosswalkPairDecisions'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkPairsDecided'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  undo_crosswalk_decisions: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['CrosswalkPairUndo'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkPairsDecided'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_crosswalk_sql: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CrosswalkSql'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  download_crosswalk: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the crosswalk */
        crosswalk_id: string;
      };
      query?: {
        /** Of the file */
        format?: ('csv' | 'parquet') | null;
        /** Only pairs of this probability or a higher one, and those that people said are the same; the threshold of the crosswalk where it is left out */
        min_probability?: number | null;
        /** Also a row for each record without a pair */
        with_unmatched?: boolean | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'text/csv': string; 'application/vnd.apache.parquet': string } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_airbyte_account: {
    parameters: { path: { organization_id: string }; query?: never; header?: never };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['AirbyteAccount'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  set_airbyte_account: {
    parameters: {
      path: { organization_id: string };
      query?: never;
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['AirbyteAccountUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['AirbyteAccount'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_airbyte_account: {
    parameters: {
      path: { organization_id: string };
      query?: never;
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['AirbyteAccount'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  test_airbyte_account: {
    parameters: { path: { organization_id: string }; query?: never; header?: never };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['ConnectionTest'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_sync: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SourceSync'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  sync_integration_source: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  reconnect_integration_source: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['ReconnectRequest'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Reconnect'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      424: components['responses']['FailedDependency'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  complete_reconnect: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['ReconnectCompletion'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['SourceSync'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      424: components['responses']['FailedDependency'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  scan_integration_source: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['ScanOptions'] } };
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  introspect_integration_source: {
    parameters: {
      path: { source_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['ScanOptions'] } };
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  scan_integration_sources: {
    parameters: {
      path?: never;
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['ScanRequest'] } };
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_jobs: {
    parameters: {
      path?: never;
      query?: {
        /** Only those in this state */
        state?: ('queued' | 'running' | 'succeeded' | 'failed' | 'cancelled') | null;
        /** By `created_at, id` */
        order?: ('oldest_first' | 'newest_first') | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        source_id?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_job: {
    parameters: {
      path: { job_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  cancel_job: {
    parameters: {
      path: { job_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Job'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  follow_job: {
    parameters: {
      path: { job_id: string };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'text/event-stream': components['schemas']['JobEvent'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_current_user: {
    parameters: { path?: never; query?: never; header?: never };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CurrentUser'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_tokens: {
    parameters: {
      path?: never;
      query?: {
        /** Whom the tokens stand for */
        user_id?: string | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Token'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_token: {
    parameters: {
      path?: never;
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['TokenCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['CreatedToken'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_token: {
    parameters: {
      path: {
        /** Id of the token */
        token_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Token'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  revoke_token: {
    parameters: {
      path: {
        /** Id of the token */
        token_id: string;
      };
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Token'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_organizations: {
    parameters: {
      path?: never;
      query?: {
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['OrganizationSummary'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_organization: {
    parameters: {
      path?: never;
      query?: {
        organization_id?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['OrganizationCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Organization'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_organization: {
    parameters: { path: { organization_id: string }; query?: never; header?: never };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Organization'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_organization: {
    parameters: {
      path: { organization_id: string };
      query?: never;
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['OrganizationUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Organization'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_organization_members: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** Number of the page, where pages are asked for by number */
        page?: number | null;
        /** Members of a page; 100 where only the number is given */
        page_size?: number | null;
        /** Part of the e-mail address or a name, in any case */
        query?: string | null;
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['OrganizationMember'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_organization_member: {
    parameters: {
      path: { organization_id: string };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['OrganizationMemberCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['OrganizationMemberRow'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_organization_member: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the member */
        member_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['OrganizationMember'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_organization_member: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the member */
        member_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['OrganizationMemberUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['OrganizationMember'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_organization_member: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the member */
        member_id: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['OrganizationMemberRow'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_organization_user: {
    parameters: {
      path: { organization_id: string };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['UserCreate'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['KnownUser'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_user_identifiers: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the user */
        user_id: string;
      };
      query?: {
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        integration_source_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['UserIdentifier'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  create_or_update_user_identifier: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the user */
        user_id: string;
      };
      query?: never;
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['UserIdentifierUpsert'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['UserIdentifier'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_user_identifier: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the user */
        user_id: string;
        /** Id of the identifier */
        identifier_id: string;
      };
      query?: never;
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['UserIdentifier'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  delete_user_identifier: {
    parameters: {
      path: {
        organization_id: string;
        /** Id of the user */
        user_id: string;
        /** Id of the identifier */
        identifier_id: string;
      };
      query?: never;
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
      };
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['UserIdentifier'] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_ontology: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** `yaml` answers the content alone, as `text/yaml` */
        format?: ('json' | 'yaml') | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: Record<string, unknown>;
        content: { 'application/json': components['schemas']['Ontology']; 'text/yaml': components['schemas']['OntologyContent'] };
      };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  update_ontology: {
    parameters: {
      path: { organization_id: string };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** ETag of the state that is to be changed; 412 where it is another by now */
        'If-Match'?: string;
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['OntologyUpdate'] } };
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Ontology'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  list_ontology_versions: {
    parameters: {
      path: { organization_id: string };
      query?: {
        /** At most this many items; all of them where it is not given */
        limit?: number | null;
        /** Where the page begins; the Link header of the page before has it */
        cursor?: string | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['OntologyVersion'][] } };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  get_ontology_version: {
    parameters: {
      path: {
        organization_id: string;
        /** Number of the version */
        version: string;
      };
      query?: {
        /** `yaml` answers the content alone, as `text/yaml` */
        format?: ('json' | 'yaml') | null;
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: Record<string, unknown>;
        content: { 'application/json': components['schemas']['Ontology']; 'text/yaml': components['schemas']['OntologyContent'] };
      };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  restore_ontology_version: {
    parameters: {
      path: {
        organization_id: string;
        /** Number of the version */
        version: string;
      };
      query?: {
        resource_id?: string | null;
        source_id?: string | null;
        integration_source_id?: string | null;
        data_source_id?: string | null;
        context_source_id?: string | null;
        job_id?: string | null;
      };
      header?: {
        /** `handling=strict`: a field of the body that is not known is 422 instead of ignored */
        Prefer?: string;
      };
    };
    requestBody: { content: { 'application/json': components['schemas']['OntologyRestore'] } };
    responses: {
      201: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Ontology'] } };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['ContentTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
}
export interface components {
  schemas: {
    /** The application by which an organization uses a workspace of Airbyte. */
    AirbyteAccount: {
      organization_id: string;
      /** Of the public API: https://api.airbyte.com/v1, or /api/public/v1 of a server of your own */
      api_url: string;
      workspace_id: string;
      client_id: string;
      /** Whether there is a secret; it is never answered */
      has_client_secret: boolean;
      /** When the status of syncs was last asked for */
      last_checked_at: string | null;
      /** Why asking failed since; null where it did not */
      problem: string | null;
      created_at: string;
      updated_at: string;
    };
    /** All of it where there is no account yet, but for api_url; then what shall change. */
    AirbyteAccountUpdate: {
      /** https://api.airbyte.com/v1 unless told; of a server of your own, its address will do */
      api_url?: string | null;
      workspace_id?: string | null;
      client_id?: string | null;
      /** Sealed and never answered; it stays where it is left out, unless api_url leads elsewhere */
      client_secret?: string | null;
    };
    /** Something that somebody changed. Events are never edited; `cognate audit verify` tells whether one was. */
    AuditEvent: {
      id: string;
      organization_id: string;
      /** Place in the log of the organization: 1, 2, 3, … without gaps */
      position: number;
      /** User who did it; null for the system itself */
      actor_id: string | null;
      /** Where the change came from */
      source: 'api' | 'cli' | 'mcp' | 'web' | 'system';
      /** What was done: relationship.decided, source.updated, … */
      action: string;
      object_kind: string;
      object_id: string | null;
      /** Never a secret, never a value of the data */
      details: Record<string, unknown>;
      created_at: string;
      /** Keyed hash over this event and the hash of the one before, in hexadecimal; null for events from before there were hashes */
      hash: string | null;
    };
    /** What the check of an audit log found. */
    AuditVerification: {
      organization_id: string;
      /** Whether what was read is as it was written */
      intact: boolean;
      /** With those before `read_from`, as many as were found when they were read */
      events: number;
      /** So many of them are from before there were hashes: only their order is known */
      unhashed_events: number;
      /** The end of the log; noted elsewhere, it tells later whether the log was cut off and begun anew */
      head: { position: number; hash: string | null } | null;
      /** The events from this one on were read now; 1 for all */
      read_from: number;
      /** The events before it were found intact then, or since; somebody may have changed them afterwards, or taken them away. Null where all were read now */
      earlier_read_since: string | null;
      /** The first problem in the order of what was read */
      problem: { position: number | null; event_id: string | null; what: string } | null;
    };
    /** What happened, per edge of the batch. */
    BatchUndone: {
      /** As they were before the batch */
      updated: components['schemas']['EdgeName'][];
      /** Decided again since, or taken back already */
      unchanged: components['schemas']['EdgeName'][];
      /** Deleted since */
      not_found: components['schemas']['EdgeName'][];
      batch_id: string;
      /** `updated_at` of those that were changed */
      undone_at: string;
    };
    /** What happened, per id. */
    BulkResult: {
      /** Changed; with the other members of a composite key, which are reviewed together */
      updated: string[];
      /** What was sent says nothing new about these */
      unchanged: string[];
      not_found: string[];
      /** Takes back the decisions of this call as one; null where nothing was decided */
      batch_id: string | null;
    };
    /** A statement of the evidence, run again on its source. */
    CheckedStatement: {
      /** Name of the source that it ran on */
      source: string;
      dialect: string;
      sql: string;
      /** What the evidence says, by name */
      stored: Record<string, number>;
      /** What the source says now; null where it could not be asked */
      now: Record<string, number> | null;
      agrees: boolean;
      problem: string | null;
    };
    /** A column of a table, with what is known of its values. */
    Column: {
      name: string;
      id: string;
      table_id: string;
      created_at: string;
      updated_at: string;
      description_version: number;
      description?: string | null;
      /** The type in the words of the source */
      data_type?: string | null;
      /** Member of the declared primary key */
      is_primary_key: boolean;
      /** Whether the source allows nulls */
      is_nullable: boolean;
      /** Position in the table, from 1 */
      ordinal_position?: number | null;
      /** What the values are: email, country_code, … */
      semantic_type?: string | null;
      semantic_type_confidence?: number | null;
      /** Masked where the values are personal or secret */
      sample_values?: unknown[] | null;
      /** Number of distinct values where they are few and repeat */
      enum_cardinality?: number | null;
      /** Share of nulls, 0 to 1 */
      null_pct?: number | null;
      /** Share of distinct values, 0 to 1 */
      distinct_pct?: number | null;
      last_analyzed?: string | null;
      approx_distinct_count?: number | null;
      minhash_signature?: number[] | null;
      format_signature?: Record<string, unknown> | null;
      length_stats?: Record<string, unknown> | null;
      /** Shannon entropy of the values, in bits */
      entropy?: number | null;
      /** What the attribute is for: identifier, reference, category, measure, … */
      role?: string | null;
      role_confidence?: number | null;
      /** Whether this column is usable in the catalog */
      is_active: boolean;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Model for updating a column. What a person says of its values stays when the source is scanned again; null leaves it to the next scan. */
    ColumnUpdate: {
      description?: string | null;
      /** Accepted for compatibility: descriptions are not embedded */
      skip_embedding?: boolean | null;
      semantic_type?: string | null;
      semantic_type_confidence?: number | null;
      sample_values?: unknown[] | null;
      enum_cardinality?: number | null;
      null_pct?: number | null;
      distinct_pct?: number | null;
      approx_distinct_count?: number | null;
      minhash_signature?: number[] | null;
      format_signature?: Record<string, unknown> | null;
      length_stats?: Record<string, unknown> | null;
      entropy?: number | null;
      role?: string | null;
      role_confidence?: number | null;
      is_active?: boolean | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
      description_version?: number | null;
    };
    /** How an attempt to reach a source went. */
    ConnectionTest: {
      connection_status: 'connected' | 'disconnected' | 'error' | 'unknown';
      last_connection_test: string;
      /** Product and version of what answered */
      server: string | null;
      /** Stages that were passed, in order: resolve, connect, authenticate, list, read */
      passed: string[];
      failed_stage: string | null;
      /** What went wrong, and what to do about it */
      detail: string | null;
    };
    /** A connector and what a source of it would have as its configuration, secrets included. */
    ConnectionTestRequest: { connector_type: string; configuration: Record<string, unknown> };
    /** The code for one kind of system, and what it takes to register a source of it. */
    Connector: {
      /** The connector_type of its sources */
      type: string;
      title: string;
      source_type: 'database' | 'saas';
      capabilities: string[];
      /** JSON Schema of the configuration of its sources; fields with `writeOnly` are secrets: sealed, and in no answer */
      configuration: Record<string, unknown>;
    };
    /** A new personal access token. */
    CreatedToken: {
      id: string;
      /** The one organization that the token is good for */
      organization_id: string;
      /** Whom the token stands for */
      user_id: string;
      name: string;
      /** What the token may do at most; never more than its owner may */
      role: 'SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST';
      expires_at: string | null;
      /** Recorded once a minute at most */
      last_used_at: string | null;
      revoked_at: string | null;
      /** Who made it; null for those of the installation */
      created_by: string | null;
      created_at: string;
      /** The token itself, `pat_…`: told this once and never again */
      token: string;
    };
    /** Which record of one table or SaaS object is which of another. */
    Crosswalk: {
      id: string;
      organization_id: string;
      /** `ended` where none of its entity links is approved any more: it is of no use then */
      status: 'active' | 'ended';
      left: components['schemas']['CrosswalkEnd'];
      right: components['schemas']['CrosswalkEnd'];
      /** What it rests on */
      entity_links: { id: string; status: 'SUGGESTED' | 'APPROVED' | 'REJECTED' }[];
      /** Pairs are taken from this probability on */
      threshold: number;
      /** The run whose results can be read; null while none has ended well */
      run_id: string | null;
      /** Of that run */
      figures: components['schemas']['CrosswalkFigures'] | null;
      created_by: string | null;
      created_at: string;
      updated_at: string;
    };
    /** Records that are one. */
    CrosswalkCluster: {
      id: string;
      records: components['schemas']['CrosswalkRecord'][];
      /** Between its records */
      pairs: components['schemas']['CrosswalkPair'][];
    };
    /** Makes the crosswalk of two entities, or takes the one that they have, and starts a run of it. */
    CrosswalkCreate: {
      /** Approved links between the same two tables or SaaS objects */
      entity_link_ids: string[];
      /** Pairs are taken from this probability on; 0.5 where it is left out */
      threshold?: number | null;
      /** Attributes that tell the records of the source of the first link apart; else its key, else the number of the row */
      left_key?: string[] | null;
      /** The same of its target */
      right_key?: string[] | null;
    };
    /** What a person said of two records. */
    CrosswalkDecision: {
      id: string;
      organization_id: string;
      crosswalk_id: string;
      pair_id: string;
      left_key: string;
      right_key: string;
      verdict: 'same' | 'different';
      note: string | null;
      batch_id: string;
      actor_id: string | null;
      source: 'api' | 'cli' | 'mcp' | 'web';
      undone_at: string | null;
      undone_by: string | null;
      created_at: string;
    };
    /** A crosswalk, with how it stands now. */
    CrosswalkDetail: {
      id: string;
      organization_id: string;
      /** `ended` where none of its entity links is approved any more: it is of no use then */
      status: 'active' | 'ended';
      left: components['schemas']['CrosswalkEnd'];
      right: components['schemas']['CrosswalkEnd'];
      /** What it rests on */
      entity_links: { id: string; status: 'SUGGESTED' | 'APPROVED' | 'REJECTED' }[];
      /** Pairs are taken from this probability on */
      threshold: number;
      /** The run whose results can be read; null while none has ended well */
      run_id: string | null;
      /** Of that run */
      figures: components['schemas']['CrosswalkFigures'] | null;
      created_by: string | null;
      created_at: string;
      updated_at: string;
      /** Counts as they are now, with what people decided since the run */
      now: {
        left: components['schemas']['CrosswalkSideFigures'];
        right: components['schemas']['CrosswalkSideFigures'];
        pairs: number;
        taken: number;
        conflicting: number;
        same: number;
        different: number;
      };
    };
    /** One of the two entities of a crosswalk. */
    CrosswalkEnd: {
      integration_source_id: string;
      source_name: string;
      table_id: string | null;
      saas_object_id: string | null;
      entity_name: string;
      /** Attributes that tell its records apart; null before the first run, empty: the number of the row */
      key: string[] | null;
    };
    /** What a run came to. */
    CrosswalkFigures: {
      left: components['schemas']['CrosswalkSideFigures'];
      right: components['schemas']['CrosswalkSideFigures'];
      /** Share of the records of the smaller side that have a pair */
      match_rate: number;
      /** The most pairs that there could be, said before they were compared */
      pairs_stated: number;
      pairs_compared: number;
      /** Pairs that can be read: those that may be one, the likeliest of each record, and those that people decided on */
      pairs_kept: number;
      pairs_taken: number;
      /** Groups of two or more records that are one */
      clusters: number;
      /** Compared pairs by probability */
      bands: { auto: number; review: number; possible: number; hidden: number };
      /** Pairs by what people said */
      decided: { same: number; different: number };
      /** At the threshold, from the probabilities; not counted against a truth */
      estimated_precision: number | null;
      estimated_recall: number | null;
      /** Whether the run learned what agreement says, or scored what changed with what an earlier one learned */
      is_trained: boolean;
      decisions_read_at: string;
      /** Against the run before */
      changes: {
        records_added: number;
        records_changed: number;
        records_removed: number;
        pairs_added: number;
        pairs_changed: number;
        pairs_removed: number;
      };
      pattern_count: number;
      /** What a reader should know */
      notes: string[];
    };
    /** Two records that may be one, by their keys. */
    CrosswalkPair: {
      id: string;
      organization_id: string;
      crosswalk_id: string;
      /** The run that last said something new of it */
      run_id: string | null;
      left_key: string;
      right_key: string;
      /** Logarithm of the odds that both are one, with even odds at 0; null where they were never compared */
      weight_bits: number | null;
      /** What follows from the weight and from likelier rivals of the two records */
      probability: number | null;
      /** auto from 0.95, review from 0.6, possible from 0.3 */
      band: ('auto' | 'review' | 'possible' | 'hidden') | null;
      /** The level of agreement on each field, 0 where a value is missing */
      pattern: number[] | null;
      /** What people said: it holds in every run */
      decision: ('same' | 'different') | null;
      decided_by: string | null;
      decided_at: string | null;
      /** The crosswalk says that both are one */
      is_taken: boolean;
      /** One of its records has another pair that would be taken by itself */
      is_conflicting: boolean;
      created_at: string;
      updated_at: string;
    };
    /** One verdict on pairs. */
    CrosswalkPairDecisions: {
      verdict: 'same' | 'different';
      pair_ids?: string[] | null;
      /** Pairs by the keys of their records: also such as no run found */
      pairs?: { left_key: string; right_key: string }[] | null;
      /** Why */
      note?: string | null;
    };
    /** Two records side by side, and why they are one or not. */
    CrosswalkPairDetail: {
      id: string;
      organization_id: string;
      crosswalk_id: string;
      /** The run that last said something new of it */
      run_id: string | null;
      left_key: string;
      right_key: string;
      /** Logarithm of the odds that both are one, with even odds at 0; null where they were never compared */
      weight_bits: number | null;
      /** What follows from the weight and from likelier rivals of the two records */
      probability: number | null;
      /** auto from 0.95, review from 0.6, possible from 0.3 */
      band: ('auto' | 'review' | 'possible' | 'hidden') | null;
      /** The level of agreement on each field, 0 where a value is missing */
      pattern: number[] | null;
      /** What people said: it holds in every run */
      decision: ('same' | 'different') | null;
      decided_by: string | null;
      decided_at: string | null;
      /** The crosswalk says that both are one */
      is_taken: boolean;
      /** One of its records has another pair that would be taken by itself */
      is_conflicting: boolean;
      created_at: string;
      updated_at: string;
      /** What holds of any pair, before anything is compared: the contributions add to it */
      prior_bits: number | null;
      /** What each compared field adds to the weight; `left` and `right` are the values now, masked where they are personal or secret, null where they cannot be shown. They add up to `weight_bits` */
      contributions: {
        name: string;
        level: number | null;
        /** null where a value is missing, or where it is no comparison of values */
        level_name: string | null;
        bits: number;
        left: (string | null)[] | null;
        right: (string | null)[] | null;
      }[];
      /** What likelier rivals take from the odds: `weight_bits` plus this is the logarithm of the odds of `probability` */
      rival_bits: number | null;
      /** Why values are not shown */
      values_note: string | null;
      left_cluster_id: string | null;
      right_cluster_id: string | null;
    };
    /** What to take back. */
    CrosswalkPairUndo: {
      /** All that was decided at once */
      batch_id?: string | null;
      /** The last decision on each */
      pair_ids?: string[] | null;
    };
    /** What happened, per pair. */
    CrosswalkPairsDecided: {
      /** Takes these decisions back as one; null where nothing was decided */
      batch_id: string | null;
      /** As they are now */
      updated: components['schemas']['CrosswalkPair'][];
      /** Pairs of which the same was said before, or of which nothing can be taken back */
      unchanged: string[];
      /** Ids and keys that the crosswalk does not have */
      not_found: string[];
    };
    /** A record of one side, by its key. */
    CrosswalkRecord: {
      id: string;
      organization_id: string;
      crosswalk_id: string;
      side: 'left' | 'right';
      key: string;
      /** `conflicting`: several pairs of it would each be taken by themselves */
      state: 'matched' | 'unmatched' | 'conflicting';
      /** Shared by the records that are one; the id stays with the oldest of them */
      cluster_id: string;
      /** When a run first met it */
      created_at: string;
      updated_at: string;
    };
    /** One run of a crosswalk. */
    CrosswalkRun: {
      id: string;
      organization_id: string;
      crosswalk_id: string;
      /** Follow it, or cancel it, as a job */
      job_id: string;
      state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
      /** What went wrong, and what to do about it */
      error: string | null;
      settings: { retrain: boolean };
      figures: components['schemas']['CrosswalkFigures'] | null;
      created_by: string | null;
      started_at: string | null;
      finished_at: string | null;
      created_at: string;
      updated_at: string;
    };
    /** Everything may be left out. */
    CrosswalkRunCreate: {
      /** Learn anew what agreement says, instead of scoring only what changed with what the last run learned. That happens anyway where much changed */
      retrain?: boolean | null;
      /** From now on */
      threshold?: number | null;
    } | null;
    /** One run of a crosswalk, with what it compared. */
    CrosswalkRunDetail: {
      id: string;
      organization_id: string;
      crosswalk_id: string;
      /** Follow it, or cancel it, as a job */
      job_id: string;
      state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
      /** What went wrong, and what to do about it */
      error: string | null;
      settings: { retrain: boolean };
      figures: components['schemas']['CrosswalkFigures'] | null;
      created_by: string | null;
      started_at: string | null;
      finished_at: string | null;
      created_at: string;
      updated_at: string;
      comparison: {
        /** What was compared, and what each level of agreement says, in bits, from the worst to equal */
        fields: { name: string; levels: { name: string; bits: number }[] }[];
        /** The most frequent patterns of levels, field by field; 0 where a value is missing */
        patterns: { levels: number[]; pairs: number; weight_bits: number }[];
        /** For each hundredth: the pairs from it on, and the precision and recall that their probabilities let expect */
        thresholds: { threshold: number; pairs: number; precision: number | null; recall: number | null }[];
      } | null;
    };
    /** Records of one side, by how they came out. */
    CrosswalkSideFigures: { records: number; matched: number; unmatched: number; conflicting: number };
    /** The deterministic part of a crosswalk as SQL: equality of the linked attributes in their normal form. */
    CrosswalkSql: {
      statements: {
        name: string;
        /** The source to run it on; null for a statement that takes the rows of others */
        source_name: string | null;
        dialect: string;
        sql: string;
      }[];
      notes: string[];
    };
    /** Records that do not belong to the others of their cluster. */
    CrosswalkUnmerge: { records: { side: 'left' | 'right'; key: string }[] };
    /** Who asks, and where that person may go. */
    CurrentUser: {
      user: {
        id: string;
        email: string;
        name: string | null;
        given_name: string | null;
        family_name: string | null;
        nickname: string | null;
        picture: string | null;
        is_system_admin: boolean;
      };
      /** What the caller may do here: the lesser of the token’s role and the membership’s */
      role: 'SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST';
      /** The organization that the caller is in */
      organization: { id: string; name: string };
      /** The organizations that the person may enter, with a token of each */
      organizations: {
        id: string;
        name: string;
        /** The role of the person there */
        role: 'SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST';
      }[];
    };
    /** A database of an integration source. */
    Database: {
      /** Database name (for BigQuery, the project) */
      name: string;
      id: string;
      integration_source_id: string;
      created_at: string;
      updated_at: string;
      description_version: number;
      description?: string | null;
      /** Whether this database is introspected */
      is_active: boolean;
      /** Processing order, lower first */
      priority: number;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Model for adding a database to an integration source. */
    DatabaseCreate: {
      name: string;
      description?: string | null;
      is_active?: boolean | null;
      priority?: number | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Model for updating a database. */
    DatabaseUpdate: {
      name?: string | null;
      description?: string | null;
      is_active?: boolean | null;
      priority?: number | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
      description_version?: number | null;
    };
    /** An approved edge whose newest evidence is worse than what was decided on. */
    DegradedEdge: {
      edge: components['schemas']['Edge'];
      /** In what the newest evidence is worse; `not_found`: the last scan found no such edge any more */
      reasons: ('not_found' | 'target_not_unique' | 'orphan_share' | 'orphan_rows' | 'containment' | 'score')[];
      /** What the list is ordered by: the larger of what orphans gained in share and what the score or the containment lost; 1 where the edge is not found */
      severity: number;
      /** What was decided on; of a declared key that nobody decided on, the first evidence */
      decided_on: {
        revision: number;
        at: string;
        score: number | null;
        /** Share of the distinct values that the target has; of a link, of the side that is contained more */
        containment: number | null;
        /** Rows that refer to nothing; null where the evidence does not count them */
        orphan_rows: number | null;
        /** The same as a share of the rows that refer to something */
        orphan_share: number | null;
        /** Different target values per target row that has one: 1 where each occurs once */
        target_uniqueness: number | null;
      } | null;
      now: {
        revision: number;
        at: string;
        score: number | null;
        /** Share of the distinct values that the target has; of a link, of the side that is contained more */
        containment: number | null;
        /** Rows that refer to nothing; null where the evidence does not count them */
        orphan_rows: number | null;
        /** The same as a share of the rows that refer to something */
        orphan_share: number | null;
        /** Different target values per target row that has one: 1 where each occurs once */
        target_uniqueness: number | null;
      } | null;
      /** The last 50 revisions of the machine, oldest first */
      trend: {
        revision: number;
        at: string;
        score: number | null;
        /** Share of the distinct values that the target has; of a link, of the side that is contained more */
        containment: number | null;
        /** Rows that refer to nothing; null where the evidence does not count them */
        orphan_rows: number | null;
        /** The same as a share of the rows that refer to something */
        orphan_share: number | null;
        /** Different target values per target row that has one: 1 where each occurs once */
        target_uniqueness: number | null;
      }[];
    };
    /** A relationship, an association or an entity link, as a row of the review queue. Its evidence is in the resource itself. */
    Edge: {
      kind: 'relationship' | 'association' | 'entity_link';
      /** Of a composite key, its first member’s */
      id: string;
      organization_id: string;
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Of an entity link, its link type */
      type: 'FOREIGN_KEY' | 'INFERRED' | 'MANUAL' | 'DETERMINISTIC' | 'PROBABILISTIC';
      score: number | null;
      /** 1 at a score of 0.5, 0 at scores of 0 and 1 */
      uncertainty: number | null;
      /** Rows of the referencing side that the edge joins, as its evidence counts them; 0 where it does not say */
      impact: number;
      /** Newer evidence differs from what was decided on */
      changed_since_decision: boolean;
      from: components['schemas']['EdgeEnd'];
      to: components['schemas']['EdgeEnd'];
      /** Of an association: its label, which tells it from others of the same two objects */
      label: string | null;
      /** The members of a composite key, which are decided together; else the edge alone */
      member_ids: string[];
      decided_at: string | null;
      created_at: string;
      updated_at: string;
    };
    /** A column or a field at an end of an edge, with its profile. */
    EdgeAttribute: {
      id: string;
      /** Of a column its name, of a SaaS field its API identifier */
      name: string;
      data_type: string | null;
      description: string | null;
      /** Of a SaaS field: whether the platform says that it is unique */
      is_primary_key: boolean;
      is_nullable: boolean;
      /** Personal or secret: values are shown masked */
      is_sensitive: boolean;
      /** What a scan counted; null where none has read values */
      values: {
        rows: number;
        nulls: number;
        /** Values of no characters; they count as missing */
        empties: number;
        distinct: number;
        /** integer, decimal, boolean, date, timestamp, time, uuid, json, binary, text or empty */
        value_class: string;
        /** Null where the values are personal or secret */
        min: string | null;
        max: string | null;
        /** The most frequent values; masked where they are personal or secret */
        top: { value: string; count: number }[];
      } | null;
      /** What the values are: email, country_code, … */
      semantic_type?: string | null;
      semantic_type_confidence?: number | null;
      /** Masked where the values are personal or secret */
      sample_values?: unknown[] | null;
      /** Number of distinct values where they are few and repeat */
      enum_cardinality?: number | null;
      /** Share of nulls, 0 to 1 */
      null_pct?: number | null;
      /** Share of distinct values, 0 to 1 */
      distinct_pct?: number | null;
      last_analyzed?: string | null;
      approx_distinct_count?: number | null;
      minhash_signature?: number[] | null;
      format_signature?: Record<string, unknown> | null;
      length_stats?: Record<string, unknown> | null;
      /** Shannon entropy of the values, in bits */
      entropy?: number | null;
      /** What the attribute is for: identifier, reference, category, measure, … */
      role?: string | null;
      role_confidence?: number | null;
    };
    /** A change of the status of an edge by a person. */
    EdgeDecision: {
      id: string;
      actor_id: string | null;
      /** What the person is called now */
      actor_name: string | null;
      from_status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      to_status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Why, in the words of who decided */
      note: string | null;
      /** Decisions that were made at once share it */
      batch_id: string | null;
      /** The newest evidence at that time */
      evidence_revision: number | null;
      /** Where the decision came from */
      source: 'api' | 'cli' | 'mcp' | 'web';
      /** The decision that this one takes back */
      undoes: string | null;
      created_at: string;
    };
    /** One decision on many edges. */
    EdgeDecisions: {
      edges: components['schemas']['EdgeToDecide'][];
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Why; the history of every edge shows it */
      note?: string | null;
      /** The status that an edge has already is decided anew, on the evidence there is now; else that is `unchanged` */
      renew?: boolean | null;
    };
    /** An edge with its evidence, the profiles of both ends, its rivals and its history. */
    EdgeDetail: {
      edge: components['schemas']['Edge'];
      evidence: Record<string, unknown> | null;
      /** The attributes of both ends, in step; of an association those that its evidence names */
      attributes: { from: components['schemas']['EdgeAttribute'][]; to: components['schemas']['EdgeAttribute'][] };
      /** Other edges that share an attribute with this one and exclude it, or are excluded by it; the 20 with the highest scores */
      competing: components['schemas']['Edge'][];
      history: components['schemas']['EdgeHistory'];
      /** The evidence that the newest standing decision was made on */
      decided_on_revision: number | null;
      /** The newest check that has ended */
      verification: components['schemas']['EdgeVerification'] | null;
      /** The check that is under way */
      verifying_job_id: string | null;
    };
    /** What an edge leads from, or to. */
    EdgeEnd: {
      integration_source_id: string;
      integration_source_name: string;
      entity_type: 'table' | 'saas_object';
      entity_id: string;
      entity_name: string;
      /** Of a table */
      schema_name: string | null;
      /** Names of columns or fields, in step with those of the other end; associations have none */
      attributes: string[];
    };
    /** How many edges there are by each value of a filter, counted with all filters but that one. Values are as the filter takes them. */
    EdgeFacets: {
      /** Edges that all filters let through */
      total: number;
      kind: { value: 'relationship' | 'association' | 'entity_link'; count: number }[];
      status: { value: 'SUGGESTED' | 'APPROVED' | 'REJECTED'; count: number }[];
      type: { value: 'FOREIGN_KEY' | 'INFERRED' | 'MANUAL' | 'DETERMINISTIC' | 'PROBABILISTIC'; count: number }[];
      score_band: {
        value: 'none' | '0.0-0.1' | '0.1-0.2' | '0.2-0.3' | '0.3-0.4' | '0.4-0.5' | '0.5-0.6' | '0.6-0.7' | '0.7-0.8' | '0.8-0.9' | '0.9-1.0';
        count: number;
      }[];
      changed_since_decision: { value: boolean; count: number }[];
      /** The 100 with the most edges */
      source_pair: { value: string; integration_source_names: string[]; count: number }[];
    };
    /** All evidence and all decisions about an edge, oldest first. */
    EdgeHistory: {
      /** Newer evidence differs from what was decided on */
      changed_since_decision: boolean;
      revisions: components['schemas']['EvidenceRevision'][];
      decisions: components['schemas']['EdgeDecision'][];
    };
    /** Names an edge of any kind. */
    EdgeName: { kind: 'relationship' | 'association' | 'entity_link'; id: string };
    /** Suggested edges by the least score that is approved. */
    EdgeThresholds: {
      /** Suggested edges that the filters let through */
      total: number;
      /** Of these, those that no threshold lets through */
      without_score: number;
      /** One for each hundredth, from 0 to 1 */
      steps: {
        score: number;
        /** Edges with this score or a higher one */
        count: number;
        /** How many of them a reviewer would not approve: the sum of 1 − score, as scores are probabilities */
        expected_wrong: number;
      }[];
    };
    /** An edge, as somebody saw it. */
    EdgeToDecide: {
      kind: 'relationship' | 'association' | 'entity_link';
      id: string;
      /** `updated_at` of the edge as it was looked at: where it is another by now, the edge is left as it is */
      updated_at?: string | null;
    };
    /** How the evidence of an edge stands against its source now. It changes neither. */
    EdgeVerification: {
      /** The evidence that was checked */
      revision: number | null;
      /** The evidence speaks of a sample of the rows, the check of all: they may differ */
      is_sample: boolean;
      /** Every statement gave what the evidence says */
      agrees: boolean;
      statements: components['schemas']['CheckedStatement'][];
      checked_at: string;
    };
    /** What happened, per edge. */
    EdgesDecided: {
      /** Decided; with the other members of composite keys */
      updated: components['schemas']['EdgeName'][];
      /** What was sent says nothing new about these */
      unchanged: components['schemas']['EdgeName'][];
      /** Left as they are: somebody has decided, or a scan has changed them, since they were looked at */
      changed: components['schemas']['EdgeName'][];
      not_found: components['schemas']['EdgeName'][];
      /** Takes back the decisions of this call as one; null where nothing was decided */
      batch_id: string | null;
      /** `updated_at` of those that were decided */
      decided_at: string;
    };
    /** A table or a SaaS object, by name. */
    Entity: {
      entity_type: 'table' | 'saas_object';
      /** Of the table, or of the SaaS object */
      id: string;
      name: string;
      /** Of a table */
      database_name: string | null;
      /** Of a table */
      schema_name: string | null;
      integration_source_id: string;
      integration_source_name: string;
      connector_type: string;
      /** Rows, or records, that the last scan counted */
      row_count: number | null;
    };
    /** A table or a SaaS object, with the number of its edges. */
    EntityFound: {
      entity_type: 'table' | 'saas_object';
      /** Of the table, or of the SaaS object */
      id: string;
      name: string;
      /** Of a table */
      database_name: string | null;
      /** Of a table */
      schema_name: string | null;
      integration_source_id: string;
      integration_source_name: string;
      connector_type: string;
      /** Rows, or records, that the last scan counted */
      row_count: number | null;
      /** Edges of all kinds that nobody rejected */
      edge_count: number;
    };
    /** A link between an attribute of one source and an attribute of another. */
    EntityLink: {
      /** Organization that owns this entity link */
      organization_id: string;
      /** Integration source containing the source entity */
      source_integration_source_id: string;
      /** Integration source containing the target entity */
      target_integration_source_id: string;
      id: string;
      created_at: string;
      updated_at: string;
      /** Source table ID (for DB sources) */
      source_table_id?: string | null;
      /** Source SaaS object ID (for SaaS sources) */
      source_saas_object_id?: string | null;
      /** Source column ID (for DB sources) */
      source_column_id?: string | null;
      /** Source field ID (for SaaS sources) */
      source_field_id?: string | null;
      /** Target table ID (for DB sources) */
      target_table_id?: string | null;
      /** Target SaaS object ID (for SaaS sources) */
      target_saas_object_id?: string | null;
      /** Target column ID (for DB sources) */
      target_column_id?: string | null;
      /** Target field ID (for SaaS sources) */
      target_field_id?: string | null;
      /** Type of link (deterministic exact match vs probabilistic) */
      link_type: 'DETERMINISTIC' | 'PROBABILISTIC';
      /** Review status of the entity link */
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Confidence score assigned by the linking pipeline (0.0-1.0) */
      confidence_score?: number | null;
      /** Supporting evidence and calculations used to create the link */
      evidence?: Record<string, unknown> | null;
    };
    /** One review of many entity links. */
    EntityLinkBulkStatus: {
      entity_link_ids: string[];
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Applied to each */
      confidence_score?: number | null;
      /** Applied to each */
      evidence?: Record<string, unknown> | null;
    };
    /** Links two attributes of two sources; each end is one column or one field. Table, object and source follow from it and need not be sent. The link is APPROVED on creation. */
    EntityLinkCreate: {
      /** Where it is left out, that of the source column or field */
      source_integration_source_id?: string | null;
      /** Where it is left out, that of the target column or field */
      target_integration_source_id?: string | null;
      source_table_id?: string | null;
      source_saas_object_id?: string | null;
      source_column_id?: string | null;
      source_field_id?: string | null;
      target_table_id?: string | null;
      target_saas_object_id?: string | null;
      target_column_id?: string | null;
      target_field_id?: string | null;
      link_type?: ('DETERMINISTIC' | 'PROBABILISTIC') | null;
      confidence_score?: number | null;
      evidence?: Record<string, unknown> | null;
    };
    /** Model for updating an entity link. */
    EntityLinkUpdate: {
      status?: ('SUGGESTED' | 'APPROVED' | 'REJECTED') | null;
      confidence_score?: number | null;
      evidence?: Record<string, unknown> | null;
      link_type?: ('DETERMINISTIC' | 'PROBABILISTIC') | null;
    };
    /** What went wrong, in a sentence. */
    Error: { detail: string };
    /** What a scan, or a person, said of an edge. Revisions are never edited. */
    EvidenceRevision: {
      /** Counts from 1, per edge */
      revision: number;
      /** What a scan measured, or what a person sent */
      origin: 'machine' | 'manual';
      job_id: string | null;
      actor_id: string | null;
      actor_name: string | null;
      score: number | null;
      evidence: Record<string, unknown> | null;
      created_at: string;
    };
    /** Entities and the edges between them. */
    Graph: {
      entities: components['schemas']['GraphEntity'][];
      /** Those between the entities */
      edges: components['schemas']['GraphEdge'][];
      /** There is more than fits: entities beyond `limit`, or more than 10,000 edges */
      truncated: boolean;
    };
    /** A column or field as a map shows it. */
    GraphAttribute: {
      name: string;
      data_type: string | null;
      /** Of the best key that it is a member of */
      key: ('primary' | 'unique' | 'inferred') | null;
    };
    /** An edge on a map. A composite key is one. */
    GraphEdge: {
      kind: 'relationship' | 'association' | 'entity_link';
      /** Of a composite key, its first member’s */
      id: string;
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Of an entity link, its link type */
      type: 'FOREIGN_KEY' | 'INFERRED' | 'MANUAL' | 'DETERMINISTIC' | 'PROBABILISTIC';
      score: number | null;
      changed_since_decision: boolean;
      /** What the platform calls an association */
      label: string | null;
      /** Of an association */
      category: string | null;
      from_attributes: string[];
      /** In step with `from_attributes`; associations have none */
      to_attributes: string[];
      /** Only where all data, or the definition of the platform, proves it; never from a sample */
      cardinality: ('1:1' | 'N:1' | '1:N' | 'N:M') | null;
      from_entity_id: string;
      to_entity_id: string;
      /** Whether some rows of `from` have none of `to`, as far as was measured */
      optional: boolean | null;
    };
    /** A table or a SaaS object on a map. */
    GraphEntity: {
      entity_type: 'table' | 'saas_object';
      /** Of the table, or of the SaaS object */
      id: string;
      name: string;
      /** Of a table */
      database_name: string | null;
      /** Of a table */
      schema_name: string | null;
      integration_source_id: string;
      integration_source_name: string;
      connector_type: string;
      /** Rows, or records, that the last scan counted */
      row_count: number | null;
      /** Columns or fields in all */
      attribute_count: number;
      /** Members of keys, and those that an edge of this answer joins */
      attributes: components['schemas']['GraphAttribute'][];
      /** Edges in all, of the asked statuses and kinds, also to what is not in this answer */
      edge_count: number;
      /** Steps from the nearest of the entities that were asked for */
      distance: number | null;
    };
    /** Response model for integration sources (excludes sensitive data). */
    IntegrationSource: {
      /** Display name for the integration source */
      name: string;
      /** Type of source (database or saas) */
      source_type: 'database' | 'saas';
      /** Specific connector type (e.g., postgresql, mysql, hubspot) */
      connector_type: string;
      /** Organization that owns this integration source */
      organization_id: string;
      id: string;
      created_at: string;
      updated_at: string;
      description_version: number;
      /** Optional description for the integration source */
      description?: string | null;
      /** Whether this is a system-managed source (e.g., Athena backing store) */
      is_system: boolean;
      /** Whether this is an Airbyte-backed sync connector */
      is_sync: boolean;
      /** Non-sensitive configuration data */
      configuration?: Record<string, unknown>;
      /** List of capabilities supported by this source */
      capabilities?: string[];
      /** Whether this integration source is active */
      is_active: boolean;
      /** Current connection status */
      connection_status: 'connected' | 'disconnected' | 'error' | 'unknown';
      /** Timestamp of last connection test */
      last_connection_test?: string | null;
      /** ID of the legacy data source this integration source was migrated from */
      legacy_data_source_id?: string | null;
      /** ID of the backing system source (e.g., Athena) for introspection routing */
      system_source_id?: string | null;
      /** Short label for tool name disambiguation (e.g., 'US', 'CA'). Forced uppercase. Required when multiple instances of the same connector type exist. */
      instance_label?: string | null;
      /** Airbyte Cloud source ID */
      airbyte_source_id?: string | null;
      /** Airbyte Cloud connection ID */
      airbyte_connection_id?: string | null;
      /** Airbyte Cloud connection IDs (one per stream group) */
      airbyte_connection_ids?: string[] | null;
      /** Org-specific Airbyte destination ID */
      airbyte_destination_id?: string | null;
      /** Last successful Airbyte sync time */
      last_sync_at?: string | null;
      /** Airbyte sync status: success, failed, running, auth_required, configuring */
      last_sync_status?: string | null;
      /** Rows synced in last Airbyte job */
      last_sync_row_count?: number | null;
      /** User-selected stream names to sync. None = sync all (backward compat). */
      selected_streams?: string[] | null;
      /** How description was created: 'ai_generated' | 'manual_edit' | 'imported' | 'information_schema' */
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      /** When description was last modified */
      description_generated_at?: string | null;
    };
    /** Model for creating an integration source. A SaaS source may be of a connector that is not installed: all of its configuration is secret then. A synced one (`is_sync`) may have no configuration: what the sync landed in its system source is then all that is read. */
    IntegrationSourceCreate: {
      name: string;
      connector_type: string;
      source_type?: ('database' | 'saas') | null;
      organization_id?: string | null;
      is_system?: boolean | null;
      is_sync?: boolean | null;
      description?: string | null;
      configuration?: Record<string, unknown> | null;
      capabilities?: string[] | null;
      is_active?: boolean | null;
      connection_status?: ('connected' | 'disconnected' | 'error' | 'unknown') | null;
      last_connection_test?: string | null;
      legacy_data_source_id?: string | null;
      system_source_id?: string | null;
      instance_label?: string | null;
      airbyte_source_id?: string | null;
      airbyte_connection_id?: string | null;
      airbyte_connection_ids?: string[] | null;
      airbyte_destination_id?: string | null;
      last_sync_at?: string | null;
      last_sync_status?: string | null;
      last_sync_row_count?: number | null;
      selected_streams?: string[] | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    } & (
      | {
          connector_type?: 'postgresql';
          source_type?: 'database' | null;
          configuration: {
            /** Host name, address, or the directory of a unix socket */
            host?: string;
            /** Port */
            port?: number;
            /** Database; one source is one database */
            database: string;
            /** Role that has SELECT on what should be scanned; it needs nothing else */
            user: string;
            /** Password */
            password?: string | null;
            /** prefer encrypts where the server can; verify-full also checks its certificate */
            ssl_mode?: 'disable' | 'prefer' | 'require' | 'verify-full';
            /** Only these schemas */
            schemas?: string[];
            /** Not these schemas */
            exclude_schemas?: string[];
          };
        }
      | {
          connector_type?: 'mysql';
          source_type?: 'database' | null;
          configuration: {
            /** Host name, address, or the path of a unix socket */
            host?: string;
            /** Port */
            port?: number;
            /** Database; without it, every database that the user may see */
            database?: string;
            /** User that has SELECT on what should be scanned; it needs nothing else */
            user: string;
            /** Password */
            password?: string | null;
            /** prefer encrypts where the server can; verify-full also checks its certificate */
            ssl_mode?: 'disable' | 'prefer' | 'require' | 'verify-full';
          };
        }
      | {
          connector_type?: 'sqlite';
          source_type?: 'database' | null;
          configuration: {
            /** A SQLite database file. */
            path: string;
          };
        }
      | {
          connector_type?: 'duckdb';
          source_type?: 'database' | null;
          configuration: {
            /** A DuckDB database file. */
            path: string;
          };
        }
      | {
          connector_type?: 'files';
          source_type?: 'database' | null;
          configuration: {
            /** A folder, a glob, or one file: CSV, TSV, Parquet or JSON lines, gzipped or not. */
            path: string;
          };
        }
      | {
          connector_type?: 'hubspot';
          source_type?: 'saas' | null;
          configuration?: {
            /** Access token of a private app */
            access_token?: string | null;
            /** OAuth: client id of the app */
            client_id?: string;
            /** OAuth: client secret of the app */
            client_secret?: string | null;
            /** OAuth: refresh token that the account granted to the app */
            refresh_token?: string | null;
            /** Address of the API; another one only for a gateway or a test */
            api_base?: string;
            /** Id of the account (Hub ID); credentials of another account are then refused */
            portal_id?: string;
            /** Requests a second at most. HubSpot allows an app 10, and more in larger subscriptions */
            requests_per_second?: number;
          };
        }
      | {
          connector_type?: 'salesforce';
          source_type?: 'saas' | null;
          configuration: {
            /** Address of the organization, such as https://acme.my.salesforce.com; one source is one organization */
            instance_url: string;
            /** Consumer key of the connected app */
            client_id?: string;
            /** Consumer secret of the connected app */
            client_secret?: string | null;
            /** Refresh token of the user that reads; without it the app itself signs in, by the client credentials flow */
            refresh_token?: string | null;
            /** An access token to use as it is; for trying things out, as it cannot be renewed */
            access_token?: string | null;
            /** Where refresh tokens are exchanged: https://test.salesforce.com for sandboxes, or the address of the organization */
            login_url?: string;
            /** Version of the API */
            api_version?: string;
            /** Only these objects, by API name; also what is left out otherwise, such as AccountHistory */
            objects?: string[];
            /** Also custom objects and custom fields */
            include_custom?: boolean;
          };
        }
      | {
          connector_type?: 'stripe';
          source_type?: 'saas' | null;
          configuration: {
            /** Secret or restricted API key; a restricted one needs Read on the account and on what should be scanned, and nothing else */
            api_key: string | null;
            /** Account id (acct_…): for platforms, the connected account to read; it also keeps the source the same one when the key is replaced */
            account?: string;
            /** API version, such as 2025-03-31.basil; by default the one that the OpenAPI document describes */
            api_version?: string;
            /** Where the API is */
            api_base?: string;
            /** OpenAPI document that says what objects there are; asked for without the key */
            openapi_url?: string;
            /** Requests a second at most. Stripe allows an account 25 in test mode, and 100 in live mode */
            requests_per_second?: number;
          };
        }
      | {
          connector_type?: 'zendesk';
          source_type?: 'saas' | null;
          configuration: {
            /** Name of the account: acme for https://acme.zendesk.com */
            subdomain: string;
            /** API token: email address of the agent who reads */
            email?: string;
            /** API token: the token */
            api_token?: string | null;
            /** OAuth: an access token that does not end */
            access_token?: string | null;
            /** OAuth: unique identifier of the client */
            client_id?: string;
            /** OAuth: secret of the client */
            client_secret?: string | null;
            /** OAuth: refresh token that was granted with the scope read */
            refresh_token?: string | null;
            /** Address of the API, only for a gateway or a test; by default that of the account */
            api_base?: string;
            /** Requests a second at most. Zendesk allows an account 200 to 700 a minute, by its plan, to all that read it together */
            requests_per_second?: number;
          };
        }
      | {
          connector_type?: 'rest';
          source_type?: 'saas' | null;
          configuration: {
            /** Address that every endpoint is below, such as https://api.example.com/v1 */
            base_url: string;
            /** How requests are signed in */
            auth_type?: 'none' | 'api_key' | 'bearer' | 'basic' | 'token_exchange';
            /** API key */
            api_key?: string | null;
            /** Name of the header, or of the query parameter, that has the API key */
            api_key_name?: string;
            /** Where the API key goes */
            api_key_in?: 'header' | 'query';
            /** Bearer token */
            bearer_token?: string | null;
            /** User name of basic authentication */
            username?: string;
            /** Password of basic authentication */
            password?: string | null;
            /** Stands for ${username} in the body of the token request */
            token_exchange_username?: string;
            /** Stands for ${password} in the body of the token request */
            token_exchange_password?: string | null;
            /** Where tokens are had: a path below base_url, or a whole address */
            token_exchange_endpoint?: string;
            /** Method of the token request; with GET the body becomes the query */
            token_exchange_method?: 'GET' | 'POST';
            /** Body of the token request, as JSON or as a form, with ${username} and ${password} in it */
            token_exchange_body?: string | null;
            /** Where the token is in the answer, names joined by dots */
            token_response_path?: string;
            /** Where the answer says when the token ends: seconds from then on, a Unix time or a date */
            token_expiry_path?: string;
            /** Seconds before its end at which a token is renewed */
            token_expiry_buffer?: number;
            /** Called to test the connection; by default the first endpoint that is introspected */
            test_endpoint?: string;
            /** Query of the test */
            test_params?: Record<string, string | number | boolean>;
            /** Answers with records, or with several lists of records by name */
            introspection_endpoint?: string;
            /** Query of the introspection */
            introspection_params?: Record<string, string | number | boolean>;
            /** Seconds for which a session relies on what it has introspected */
            introspection_cache_ttl?: number;
            /** How many names deep nested objects become fields of their own */
            introspection_max_depth?: number;
            /** Where the records are in the answer of introspection_endpoint, names joined by dots */
            introspection_data_key?: string;
            /** What the API can be asked. Those with GET and no required parameters are introspected */
            tools?: {
              /** Name of the tool, such as LIST_CUSTOMERS */
              name: string;
              description?: string;
              /** Path below base_url; may hold names of path parameters in braces */
              endpoint: string;
              method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
              parameters?: { name: string; type?: string; required?: boolean; description?: string; default?: string | number | boolean }[];
              /** Names of the parameters that go into the path */
              path_parameters?: string[];
              /** Names of the parameters that go into the query, as those do that are named nowhere */
              query_parameters?: string[];
              /** Names of the parameters that go into the body */
              body_parameters?: string[];
              body_template?: string;
              /** Where the records are in the answer, names joined by dots */
              response_data_path?: string;
              /** Tools that are not enabled are not called */
              enabled_by_default?: boolean;
            }[];
            /** Requests a second at most */
            requests_per_second?: number;
          };
        }
      | { connector_type?: unknown; source_type: 'saas' }
      | { is_sync: true; configuration?: Record<string, unknown> | null }
    );
    /** Response model for integration source relationships. */
    IntegrationSourceRelationship: {
      /** Integration source this relationship belongs to */
      integration_source_id: string;
      /** Column acting as the foreign key / link origin */
      from_column_id: string;
      /** Target table this relationship points to */
      to_table_id: string;
      /** Target column name in the destination table */
      to_column_name: string;
      id: string;
      created_at: string;
      updated_at: string;
      /** Relationship type (FORMAL FK, inferred heuristic, manual, etc.) */
      type: 'FOREIGN_KEY' | 'INFERRED' | 'MANUAL';
      /** Review status of the relationship */
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Confidence score assigned by the inference pipeline (0.0-1.0) */
      score?: number | null;
      /** Supporting evidence and calculations used to infer the relationship */
      evidence?: Record<string, unknown> | null;
    };
    /** The same review of several relationships. */
    IntegrationSourceRelationshipBulkStatus: {
      relationship_ids: string[];
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      score?: number | null;
      evidence?: Record<string, unknown> | null;
    };
    /** Adds a MANUAL relationship, which is APPROVED on creation. */
    IntegrationSourceRelationshipCreate: {
      from_column_id: string;
      to_table_id: string;
      to_column_name: string;
      /** What people add is MANUAL; the other types come from scans */
      type?: 'MANUAL' | null;
      score?: number | null;
      evidence?: Record<string, unknown> | null;
    };
    /** Model for updating an existing integration source relationship. */
    IntegrationSourceRelationshipUpdate: {
      status?: ('SUGGESTED' | 'APPROVED' | 'REJECTED') | null;
      score?: number | null;
      evidence?: Record<string, unknown> | null;
    };
    /** Model for updating an integration source. */
    IntegrationSourceUpdate: {
      name?: string | null;
      description?: string | null;
      configuration?: Record<string, unknown> | null;
      capabilities?: string[] | null;
      is_active?: boolean | null;
      connection_status?: ('connected' | 'disconnected' | 'error' | 'unknown') | null;
      last_connection_test?: string | null;
      legacy_data_source_id?: string | null;
      system_source_id?: string | null;
      instance_label?: string | null;
      airbyte_source_id?: string | null;
      airbyte_connection_id?: string | null;
      airbyte_connection_ids?: string[] | null;
      airbyte_destination_id?: string | null;
      last_sync_at?: string | null;
      last_sync_status?: string | null;
      last_sync_row_count?: number | null;
      selected_streams?: string[] | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
      description_version?: number | null;
    };
    /** A scan, a sync, the run of a crosswalk or a verification, and how far it is. */
    Job: {
      id: string;
      organization_id: string;
      kind: 'scan' | 'sync' | 'crosswalk' | 'verify' | 'discover';
      state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
      source_ids: string[];
      /** Of a scan; null for other jobs */
      options: { ignore_declared: boolean; ignore_keys: boolean; sample_rows: number | null } | null;
      progress: {
        phase: 'introspect' | 'profile' | 'sketch' | 'infer' | 'link' | 'store' | 'sync' | 'read' | 'compare' | 'keep';
        source: string;
        done: number;
        total: number;
        unit: 'tables' | 'objects' | 'candidates' | 'edges' | 'connections' | 'steps' | 'pairs';
        /** Rows read so far in this phase; of a sync, records committed so far */
        rows: number;
        /** Of a sync: bytes moved so far */
        bytes: number | null;
      } | null;
      timings: { introspect_ms: number; profile_ms: number; infer_ms: number; link_ms: number; total_ms: number } | null;
      /** Of a scan that succeeded: how many things were not there before, are otherwise, and are there no more */
      changes: {
        sources: {
          source_id: string;
          /** Tables or SaaS objects; changed are those with other attributes */
          entities: { added: number; changed: number; gone: number };
          /** Columns or fields; changed are those of another type or with other constraints */
          attributes: { added: number; changed: number; gone: number };
          /** Relationships or associations; a composite key is one */
          edges: {
            added: number;
            /** Those whose evidence says something else than before */
            changed: number;
            gone: number;
            /** Those whose new evidence speaks less for them than what was known */
            worse: number;
          };
        }[];
        /** Null where none were looked for */
        entity_links: {
          added: number;
          /** Those whose evidence says something else than before */
          changed: number;
          gone: number;
          /** Those whose new evidence speaks less for them than what was known */
          worse: number;
        } | null;
      } | null;
      /** Of a verification that succeeded: how the evidence stands against its source */
      result: components['schemas']['EdgeVerification'] | null;
      /** What went wrong, and what to do about it */
      error: string | null;
      cancel_requested_at: string | null;
      created_by: string | null;
      started_at: string | null;
      finished_at: string | null;
      created_at: string;
      updated_at: string;
    };
    /** One event of the stream. */
    JobEvent: {
      event: 'job';
      /** The job, as JSON */
      data: string;
    };
    /** A way to join two entities. */
    JoinPath: {
      steps: components['schemas']['JoinPathStep'][];
      /** Product of the scores of its edges; one without a score counts 1 where it is approved, else 0.5 */
      trust: number;
      /** Fan-out: rows of the result for a row of the start that has any, on average; the product over the steps */
      rows_per_row: number | null;
      /** Whether some rows of the start have none in the result */
      optional: boolean | null;
      warnings: {
        code:
          | 'many_to_many'
          | 'fan_trap'
          | 'chasm_trap'
          | 'loses_rows'
          | 'unknown_fan_out'
          | 'undecided'
          | 'changed_since_decision'
          | 'crosses_sources'
          | 'normalisation'
          | 'probabilistic'
          | 'sampled';
        message: string;
      }[];
      /** In the dialect of the source, where all of the path is in one database */
      sql: { dialect: string; statement: string } | null;
    };
    /** A join on the way. */
    JoinPathStep: {
      kind: 'relationship' | 'association' | 'entity_link';
      /** Of a composite key, its first member’s */
      id: string;
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Of an entity link, its link type */
      type: 'FOREIGN_KEY' | 'INFERRED' | 'MANUAL' | 'DETERMINISTIC' | 'PROBABILISTIC';
      score: number | null;
      changed_since_decision: boolean;
      /** What the platform calls an association */
      label: string | null;
      /** Of an association */
      category: string | null;
      from_attributes: string[];
      /** In step with `from_attributes`; associations have none */
      to_attributes: string[];
      /** Only where all data, or the definition of the platform, proves it; never from a sample */
      cardinality: ('1:1' | 'N:1' | '1:N' | 'N:M') | null;
      /** Whether the edge itself leads this way; attributes and cardinality are given this way */
      forward: boolean;
      from: components['schemas']['Entity'];
      to: components['schemas']['Entity'];
      /** Rows of `to` for a row of `from` that has any, on average; null where the evidence does not say */
      rows_per_row: number | null;
      /** Share of the rows of `from` that have any */
      match_rate: number | null;
    };
    /** The best ways to join two entities. */
    JoinPaths: {
      from: components['schemas']['Entity'];
      to: components['schemas']['Entity'];
      /** The best first */
      paths: components['schemas']['JoinPath'][];
      /** There are more edges between the two than were looked at: there may be better paths */
      truncated: boolean;
    };
    /** A person by e-mail address; more of them is told to organizations that they are members of. */
    KnownUser: { id: string; email: string };
    /** A table of the system source that a sync fills. */
    LandedTable: { database: string; schema: string; name: string };
    /** The person that a member is. */
    MemberUser: {
      id: string;
      email: string;
      given_name?: string | null;
      family_name?: string | null;
      nickname?: string | null;
      name?: string | null;
      picture?: string | null;
      /** Who the identity provider says it is */
      auth0_sub?: string | null;
      /** Whether the person is an active system administrator of any organization */
      is_system_admin: boolean;
    };
    /** A version of an ontology. */
    Ontology: {
      organization_id: string;
      /** 0 before anybody wrote one */
      version: number;
      change_log: string | null;
      created_at: string;
      /** The user who wrote this version */
      created_by: string | null;
      ontology: components['schemas']['OntologyContent'];
    };
    /** What an organization means by its words. Other keys are kept. */
    OntologyContent: {
      /** organization_name, and whatever else describes the document */
      metadata?: Record<string, unknown> | null;
      /** Each with name, type and description */
      business_entities?: unknown[] | null;
      relationships?: unknown[] | null;
      data_entity_mappings?: Record<string, unknown> | null;
      /** Each with name, description and involved_entities */
      key_metrics?: unknown[] | null;
      /** From a term to what it means */
      business_glossary?: Record<string, unknown> | null;
      business_rules?: unknown[] | null;
    };
    /** What an organization means by its words. Other keys are kept. */
    OntologyContentInput: {
      /** organization_name, and whatever else describes the document */
      metadata?: Record<string, unknown> | null;
      /** Each with name, type and description */
      business_entities?: unknown[] | null;
      relationships?: unknown[] | null;
      data_entity_mappings?: Record<string, unknown> | null;
      /** Each with name, description and involved_entities */
      key_metrics?: unknown[] | null;
      /** From a term to what it means */
      business_glossary?: Record<string, unknown> | null;
      business_rules?: unknown[] | null;
    };
    /** Everything may be left out. */
    OntologyRestore: {
      /** What changed, in short */
      change_log?: string | null;
    } | null;
    /** The content comes either as `ontology` or as `yaml`. */
    OntologyUpdate: {
      /** What changed, in short */
      change_log?: string | null;
      ontology?: components['schemas']['OntologyContentInput'] | null;
      /** YAML 1.2, one document, a map at the top */
      yaml?: string | null;
    } & ({ ontology: Record<string, unknown> } | { yaml: string });
    /** A version of an ontology, without its content. */
    OntologyVersion: {
      organization_id: string;
      /** 0 before anybody wrote one */
      version: number;
      change_log: string | null;
      created_at: string;
      /** The user who wrote this version */
      created_by: string | null;
    };
    /** An organization: all that Cognate keeps belongs to one. */
    Organization: {
      name: string;
      id: string;
      created_at: string;
      updated_at: string;
      description?: string | null;
      /** Whether its members may come in; where not, only system administrators do */
      is_active: boolean;
      context_modules_config?: Record<string, unknown> | null;
      customer_s3_bucket?: string | null;
      customer_s3_region?: string | null;
      customer_aws_access_key_id?: string | null;
      customer_iam_role_arn?: string | null;
      entity_definitions_config?: Record<string, unknown> | null;
      agent_lab_config?: Record<string, unknown> | null;
      /** Who sees a new thread */
      default_thread_sharing: 'private' | 'organization';
      /** The newest version of the ontology */
      business_ontology?: Record<string, unknown> | null;
      ontology_version?: number | null;
      ontology_updated_at?: string | null;
      /** Where synced data lives */
      data_storage_mode: 'humm_hosted' | 'customer_hosted';
      /** Whether there is a secret access key; it is never answered */
      has_customer_aws_secret_access_key: boolean;
    };
    OrganizationCreate: {
      name: string;
      description?: string | null;
      context_modules_config?: Record<string, unknown> | null;
      customer_s3_bucket?: string | null;
      customer_s3_region?: string | null;
      customer_aws_access_key_id?: string | null;
      customer_iam_role_arn?: string | null;
      entity_definitions_config?: Record<string, unknown> | null;
      agent_lab_config?: Record<string, unknown> | null;
      default_thread_sharing?: ('private' | 'organization') | null;
      data_storage_mode?: ('humm_hosted' | 'customer_hosted') | null;
      /** Sealed and never answered; it stays where it is left out, and goes with null */
      customer_aws_secret_access_key?: string | null;
    };
    /** A member of an organization, with the person. */
    OrganizationMember: {
      id: string;
      organization_id: string;
      user_id: string;
      role: 'SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST';
      membership_state: 'active' | 'pending' | 'suspended';
      created_at: string;
      updated_at: string;
      user: components['schemas']['MemberUser'];
    };
    /** Makes a person a member. Nobody gives a role above their own. */
    OrganizationMemberCreate: {
      user_id: string;
      /** Where it is given, the one that the path names */
      organization_id?: string | null;
      role?: ('SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST') | null;
    };
    /** A member of an organization, without the person. */
    OrganizationMemberRow: {
      organization_id: string;
      user_id: string;
      /** What the member may do */
      role: 'SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST';
      id: string;
      created_at: string;
      updated_at: string;
      /** active, pending or suspended */
      membership_state: string;
    };
    /** Every field may be left out. */
    OrganizationMemberUpdate: {
      /** Where it is given, the one that the path names */
      organization_id?: string | null;
      /** Where it is given, the one of the member */
      user_id?: string | null;
      /** Stays where it is left out */
      role?: ('SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST') | null;
      /** Suspended and pending members cannot come in */
      membership_state?: ('active' | 'pending' | 'suspended') | null;
    };
    /** What the list of all organizations tells of each. */
    OrganizationSummary: {
      name: string;
      id: string;
      created_at: string;
      updated_at: string;
      description?: string | null;
      /** Whether its members may come in; where not, only system administrators do */
      is_active: boolean;
    };
    /** Every field may be left out. The ontology is changed by operations of its own. */
    OrganizationUpdate: {
      name?: string | null;
      description?: string | null;
      context_modules_config?: Record<string, unknown> | null;
      customer_s3_bucket?: string | null;
      customer_s3_region?: string | null;
      customer_aws_access_key_id?: string | null;
      customer_iam_role_arn?: string | null;
      entity_definitions_config?: Record<string, unknown> | null;
      agent_lab_config?: Record<string, unknown> | null;
      default_thread_sharing?: ('private' | 'organization') | null;
      data_storage_mode?: ('humm_hosted' | 'customer_hosted') | null;
      /** Sealed and never answered; it stays where it is left out, and goes with null */
      customer_aws_secret_access_key?: string | null;
      /** Changed by system administrators only */
      is_active?: boolean | null;
    };
    /** Where a sync brings an association. */
    ReconciledAssociation: {
      association_id: string;
      association_label: string;
      relationship_type: 'FOREIGN_KEY' | 'INFERRED' | 'MANUAL';
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      to_object_id: string;
      to_object_name: string;
      /** What brings it: a column of a landed table, a table (or a list in a column) with one row per pair, or nothing; null where no scan has said */
      carried_by: ('column' | 'join_table' | 'nothing') | null;
      /** The table of the column, or the one that holds the pairs */
      table: components['schemas']['LandedTable'] | null;
      /** The column; a path into its JSON stands after dots */
      column: string | null;
      /** Of a join table: the column of the one end */
      from_column: string | null;
      /** Of a join table: the column of the other end */
      to_column: string | null;
      /** Where the pairs are elements of a list: the column of the list */
      array_column: string | null;
      /** Why nothing brings it */
      why: ('object_not_synced' | 'field_not_synced' | 'no_column') | null;
      /** What is missing, and what to select in the sync to have it */
      detail: string | null;
    };
    /** What a sync brings of an object of a SaaS source, and what it lacks. */
    ReconciledObject: {
      object_id: string;
      object_name: string;
      api_identifier: string;
      /** Whether a landed table holds its records */
      is_synced: boolean;
      landed_table: components['schemas']['LandedTable'] | null;
      /** Active fields, without the columns that the sync service adds */
      field_count: number;
      /** Those of them that have landed, with the landed column; a path into its JSON stands after dots */
      landed_fields: { api_identifier: string; column: string }[];
      /** API identifiers of the fields that the sync lacks; empty where the object is not synced at all */
      missing_fields: string[];
      /** Fields that are columns of the sync service itself: part of no profile and no inference */
      sync_columns: string[];
      /** Active associations that begin at the object */
      associations: components['schemas']['ReconciledAssociation'][];
    };
    /** Where a person consents anew to the access of a source. */
    Reconnect: {
      consent_url: string;
      /** What to do after the consent */
      next: string;
    };
    /** The `secret_id` that the redirect came back with; it is handed on to Airbyte and not kept. */
    ReconnectCompletion: { secret_id: string };
    /** Where the person comes back to after the consent; `secret_id` is added to its query. */
    ReconnectRequest: { redirect_url: string };
    /** Response model for SaaS associations. */
    SaasAssociation: {
      /** The integration source this association belongs to */
      integration_source_id: string;
      /** The source SaaS object */
      from_object_id: string;
      /** The target SaaS object */
      to_object_id: string;
      /** Platform-specific type identifier (e.g., HubSpot's numeric ID or Salesforce's API name) */
      association_type_id: string;
      /** Human-readable label (e.g., 'Contact to Company') */
      association_label: string;
      id: string;
      created_at: string;
      updated_at: string;
      /** Category of association (e.g., 'PLATFORM_DEFINED', 'USER_DEFINED', 'CUSTOM') */
      association_category: string;
      metadata_?: Record<string, unknown> | null;
      /** Relationship type (platform vendor, inferred heuristic, manual override) */
      relationship_type: 'FOREIGN_KEY' | 'INFERRED' | 'MANUAL';
      /** Review status for the relationship */
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Confidence score assigned by inference pipeline (0.0-1.0) */
      score?: number | null;
      /** Supporting evidence for inferred relationships */
      evidence?: Record<string, unknown> | null;
      /** Whether this association is active/usable in the catalog */
      is_active: boolean;
    };
    /** One review of many associations. */
    SaasAssociationBulkStatus: {
      association_ids: string[];
      status: 'SUGGESTED' | 'APPROVED' | 'REJECTED';
      /** Applied to each */
      score?: number | null;
      /** Applied to each */
      evidence?: Record<string, unknown> | null;
    };
    /** Adds a MANUAL association, which is APPROVED on creation. */
    SaasAssociationCreate: {
      from_object_id: string;
      to_object_id: string;
      association_type_id: string;
      association_label: string;
      association_category?: string | null;
      metadata_?: Record<string, unknown> | null;
      /** What people add is MANUAL; the other types come from scans */
      relationship_type?: 'MANUAL' | null;
      score?: number | null;
      evidence?: Record<string, unknown> | null;
    };
    /** Model for updating a SaaS association. */
    SaasAssociationUpdate: {
      association_type_id?: string | null;
      association_label?: string | null;
      association_category?: string | null;
      metadata_?: Record<string, unknown> | null;
      relationship_type?: ('FOREIGN_KEY' | 'INFERRED' | 'MANUAL') | null;
      status?: ('SUGGESTED' | 'APPROVED' | 'REJECTED') | null;
      score?: number | null;
      evidence?: Record<string, unknown> | null;
    };
    /** A field of a SaaS object. */
    SaasField: {
      /** The SaaS object this field belongs to */
      saas_object_id: string;
      /** Display name */
      field_name: string;
      /** The platform's own name of the field */
      api_identifier: string;
      /** The type in the words of the platform */
      data_type?: string | null;
      id: string;
      created_at: string;
      updated_at: string;
      description?: string | null;
      /** Whether every record must have it */
      is_required: boolean;
      /** Whether no two records may share a value */
      is_unique: boolean;
      /** What the values are: email, country_code, … */
      semantic_type?: string | null;
      semantic_type_confidence?: number | null;
      /** Masked where the values are personal or secret */
      sample_values?: unknown[] | null;
      /** Number of distinct values where they are few and repeat */
      enum_cardinality?: number | null;
      /** Share of nulls, 0 to 1 */
      null_pct?: number | null;
      /** Share of distinct values, 0 to 1 */
      distinct_pct?: number | null;
      last_analyzed?: string | null;
      approx_distinct_count?: number | null;
      minhash_signature?: number[] | null;
      format_signature?: Record<string, unknown> | null;
      length_stats?: Record<string, unknown> | null;
      /** Shannon entropy of the values, in bits */
      entropy?: number | null;
      /** What the attribute is for: identifier, reference, category, measure, … */
      role?: string | null;
      role_confidence?: number | null;
      /** Whether this field is usable in the catalog */
      is_active: boolean;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Model for adding a field to a SaaS object. */
    SaasFieldCreate: {
      field_name: string;
      api_identifier: string;
      data_type?: string | null;
      description?: string | null;
      is_required?: boolean | null;
      is_unique?: boolean | null;
      /** Accepted for compatibility: descriptions are not embedded */
      skip_embedding?: boolean | null;
      semantic_type?: string | null;
      semantic_type_confidence?: number | null;
      sample_values?: unknown[] | null;
      enum_cardinality?: number | null;
      null_pct?: number | null;
      distinct_pct?: number | null;
      last_analyzed?: string | null;
      approx_distinct_count?: number | null;
      minhash_signature?: number[] | null;
      format_signature?: Record<string, unknown> | null;
      length_stats?: Record<string, unknown> | null;
      entropy?: number | null;
      role?: string | null;
      role_confidence?: number | null;
      is_active?: boolean | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Model for updating a SaaS field. */
    SaasFieldUpdate: {
      field_name?: string | null;
      api_identifier?: string | null;
      data_type?: string | null;
      description?: string | null;
      is_required?: boolean | null;
      is_unique?: boolean | null;
      /** Accepted for compatibility: descriptions are not embedded */
      skip_embedding?: boolean | null;
      semantic_type?: string | null;
      semantic_type_confidence?: number | null;
      sample_values?: unknown[] | null;
      enum_cardinality?: number | null;
      null_pct?: number | null;
      distinct_pct?: number | null;
      last_analyzed?: string | null;
      approx_distinct_count?: number | null;
      minhash_signature?: number[] | null;
      format_signature?: Record<string, unknown> | null;
      length_stats?: Record<string, unknown> | null;
      entropy?: number | null;
      role?: string | null;
      role_confidence?: number | null;
      is_active?: boolean | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** An object of a SaaS source, such as contacts. */
    SaasObject: {
      /** The integration source this object belongs to */
      integration_source_id: string;
      /** Display name (e.g., Contact) */
      object_name: string;
      /** The platform's own name of the object (e.g., contacts) */
      api_identifier: string;
      id: string;
      created_at: string;
      updated_at: string;
      description?: string | null;
      /** Share of nulls over all fields, 0 to 1 */
      null_pct_overall?: number | null;
      /** Share of nulls by field, 0 to 1 */
      field_null_pct?: Record<string, number> | null;
      /** Share of distinct values by field, 0 to 1 */
      field_distinct_pct?: Record<string, number> | null;
      earliest_timestamp?: string | null;
      latest_timestamp?: string | null;
      /** How far apart records are in time: second, day, month, … */
      date_grain?: string | null;
      last_load_timestamp?: string | null;
      load_frequency?: string | null;
      data_latency_minutes?: number | null;
      /** Whether records only pass through here */
      is_staging_table: boolean;
      /** Whether this object is usable in the catalog */
      is_active: boolean;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Model for adding a SaaS object. */
    SaasObjectCreate: {
      object_name: string;
      api_identifier: string;
      description?: string | null;
      null_pct_overall?: number | null;
      field_null_pct?: Record<string, number> | null;
      field_distinct_pct?: Record<string, number> | null;
      earliest_timestamp?: string | null;
      latest_timestamp?: string | null;
      date_grain?: string | null;
      last_load_timestamp?: string | null;
      load_frequency?: string | null;
      data_latency_minutes?: number | null;
      is_staging_table?: boolean | null;
      is_active?: boolean | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Model for updating a SaaS object. */
    SaasObjectUpdate: {
      object_name?: string | null;
      api_identifier?: string | null;
      description?: string | null;
      null_pct_overall?: number | null;
      field_null_pct?: Record<string, number> | null;
      field_distinct_pct?: Record<string, number> | null;
      earliest_timestamp?: string | null;
      latest_timestamp?: string | null;
      date_grain?: string | null;
      last_load_timestamp?: string | null;
      load_frequency?: string | null;
      data_latency_minutes?: number | null;
      is_staging_table?: boolean | null;
      is_active?: boolean | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Everything may be left out. */
    ScanOptions: {
      /** Do not read declared foreign keys */
      ignore_declared?: boolean | null;
      /** Nor primary keys, unique constraints and indexes */
      ignore_keys?: boolean | null;
      /** Read at most this many rows of each table; null reads all. Of each object of a SaaS platform null reads the first 1,000 records */
      sample_rows?: number | null;
    } | null;
    /** What one scan should read. */
    ScanRequest: {
      source_ids: string[];
      /** Do not read declared foreign keys */
      ignore_declared?: boolean | null;
      /** Nor primary keys, unique constraints and indexes */
      ignore_keys?: boolean | null;
      /** Read at most this many rows of each table; null reads all. Of each object of a SaaS platform null reads the first 1,000 records */
      sample_rows?: number | null;
    };
    /** A schema of a database. */
    Schema: {
      name: string;
      id: string;
      database_id: string;
      created_at: string;
      updated_at: string;
      description_version: number;
      description?: string | null;
      /** Whether this schema is introspected */
      is_active: boolean;
      /** Processing order, lower first */
      priority: number;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Model for updating a schema. */
    SchemaUpdate: {
      description?: string | null;
      is_active?: boolean | null;
      priority?: number | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
      description_version?: number | null;
    };
    /** Where a browser is signed in, and as whom. The tokens themselves are never told. */
    Session: {
      /** Where the browser is signed in, the newest first; that one is meant where `X-Organization-Id` is not sent */
      organizations: {
        id: string;
        name: string;
        /** What the browser may do there: the lesser of the token’s role and the membership’s */
        role: 'SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST';
        /** Whom the token stands for */
        user: {
          id: string;
          email: string;
          name: string | null;
          given_name: string | null;
          family_name: string | null;
          nickname: string | null;
          picture: string | null;
          is_system_admin: boolean;
        };
      }[];
    };
    /** The token that a browser shall be let in with from now on. */
    SignIn: {
      /** What `Authorization: Bearer` would carry */
      token: string;
    };
    /** A source with what was learnt about it, in numbers. */
    SourceOverview: {
      source: components['schemas']['IntegrationSource'];
      /** Tables or SaaS objects that the last scan found */
      entities: number;
      /** Their columns or fields */
      attributes: number;
      /** Edges of all kinds by status; an entity link counts for both of its sources */
      edges: {
        suggested: number;
        approved: number;
        rejected: number;
        /** Those of the approved and rejected whose evidence has changed since */
        changed: number;
      };
      /** The newest scan, also one that waits, runs or failed */
      last_scan: {
        job_id: string;
        state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
        error: string | null;
        created_at: string;
        finished_at: string | null;
      } | null;
      /** When the last scan that succeeded ended */
      scanned_at: string | null;
      /** How fresh its data is: the newest time that any of its values held when it was scanned; times to come are left out */
      newest_data_at: string | null;
    };
    /** What stands behind the last_sync fields of a source: its connections, one by one. */
    SourceSync: {
      source_id: string;
      last_sync_status: string | null;
      last_sync_at: string | null;
      last_sync_row_count: number | null;
      /** When Airbyte was last asked; null where it never was */
      checked_at: string | null;
      /** Why asking failed since; null where it did not */
      problem: string | null;
      connections: {
        connection_id: string;
        name: string;
        /** Of the connection in Airbyte; only active ones count */
        state: 'active' | 'inactive' | 'deprecated' | 'locked';
        /** Airbyte's statusReason */
        state_reason: string | null;
        /** Null where it does not count */
        sync_status: ('success' | 'failed' | 'running' | 'auth_required' | 'configuring') | null;
        last_success_at: string | null;
        /** The newest, also one that was cancelled */
        last_job: {
          job_id: number;
          status: 'pending' | 'queued' | 'running' | 'incomplete' | 'failed' | 'succeeded' | 'cancelled';
          /** sync or refresh */
          job_type: string;
          created_at: string;
          ended_at: string | null;
          /** Records that it committed; null where Airbyte does not say */
          rows: number | null;
          bytes: number | null;
        } | null;
        is_queued: boolean;
        /** An attempt of the job failed, and Airbyte tries again */
        is_retrying: boolean;
        /** Why it failed or does not run */
        reason: string | null;
        /** What to do about it */
        hint: string | null;
      }[];
    };
    /** A table, view or file of a database source, with the quality of its data. */
    Table: {
      name: string;
      id: string;
      schema_id: string;
      integration_source_id: string;
      created_at: string;
      updated_at: string;
      description_version: number;
      kind: 'table' | 'view' | 'file';
      description?: string | null;
      /** Whether this table is usable in the catalog */
      is_active: boolean;
      /** Whether the last scan found this table in its source */
      is_present: boolean;
      /** Rows that the last scan counted */
      row_count?: number | null;
      /** What the source itself estimates */
      row_estimate?: number | null;
      /** Declared and inferred keys: columns, origin, uniqueness */
      candidate_keys?: Record<string, unknown>[];
      indexes?: Record<string, unknown>[];
      /** What a reader should know, such as a header that was assumed */
      notes?: string[];
      last_analyzed?: string | null;
      /** Share of nulls over all columns, 0 to 1 */
      null_pct_overall?: number | null;
      /** Share of nulls of each column, 0 to 1 */
      column_null_pct?: Record<string, number> | null;
      /** Share of distinct values of each column, 0 to 1 */
      column_distinct_pct?: Record<string, number> | null;
      /** The earliest of its points in time that are not in the future */
      earliest_timestamp?: string | null;
      /** The latest of them */
      latest_timestamp?: string | null;
      date_grain?: string | null;
      last_load_timestamp?: string | null;
      load_frequency?: string | null;
      data_latency_minutes?: number | null;
      /** Whether rows only pass through it; read off its name unless a person says */
      is_staging_table: boolean;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
    };
    /** Model for updating a table. Its name is its identity: it follows the source. */
    TableUpdate: {
      description?: string | null;
      is_active?: boolean | null;
      is_staging_table?: boolean | null;
      description_source?: ('ai_generated' | 'manual_edit' | 'imported' | 'information_schema') | null;
      description_generated_at?: string | null;
      description_version?: number | null;
    };
    /** A personal access token, without what proves it. */
    Token: {
      id: string;
      /** The one organization that the token is good for */
      organization_id: string;
      /** Whom the token stands for */
      user_id: string;
      name: string;
      /** What the token may do at most; never more than its owner may */
      role: 'SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST';
      expires_at: string | null;
      /** Recorded once a minute at most */
      last_used_at: string | null;
      revoked_at: string | null;
      /** Who made it; null for those of the installation */
      created_by: string | null;
      created_at: string;
    };
    /** What a new personal access token shall be. */
    TokenCreate: {
      name: string;
      /** What the token may do at most; by default as much as the caller and its owner both may */
      role?: ('SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST') | null;
      /** In the future; never where it is left out */
      expires_at?: string | null;
      /** Whom the token stands for: the caller, or another member for those who manage tokens */
      user_id?: string | null;
      /** Where the token is good: the caller’s organization, or another that the caller may enter */
      organization_id?: string | null;
    };
    /** Makes a person who can then be made a member. Where the e-mail address is known already, in any case, the other fields are ignored. */
    UserCreate: {
      email: string;
      given_name?: string | null;
      family_name?: string | null;
      nickname?: string | null;
      name?: string | null;
      /** Address of a picture */
      picture?: string | null;
    };
    /** The id of a person inside a connected system. */
    UserIdentifier: {
      organization_id: string;
      user_id: string;
      integration_source_id: string;
      /** What it identifies by: owner_id, user_email, employee_id, … */
      identifier_key: string;
      identifier_value: string;
      discovery_method: 'mcp_tool' | 'llm_discovery' | 'manual';
      id: string;
      created_at: string;
      updated_at: string;
      /** For those that a language model found, 0.0-1.0 */
      confidence_score?: number | null;
      discovery_metadata?: Record<string, unknown> | null;
    };
    /** A person has one value per source and key: it is made, or takes the place of the one that is there, whole. */
    UserIdentifierUpsert: {
      /** The one that the path names */
      organization_id: string;
      /** The one that the path names */
      user_id: string;
      integration_source_id: string;
      identifier_key: string;
      identifier_value: string;
      discovery_method: 'mcp_tool' | 'llm_discovery' | 'manual';
      confidence_score?: number | null;
      discovery_metadata?: Record<string, unknown> | null;
    };
    /** What is wrong with the input. */
    ValidationError: { detail: components['schemas']['ValidationProblem'][] };
    /** One thing that is wrong with the input. */
    ValidationProblem: {
      /** Where: `body`, `query`, `path` or `header`, then the way to the field */
      loc: (string | number)[];
      /** Why */
      msg: string;
      /** What kind of problem */
      type: string;
    };
  };
  responses: {
    /** Not a request that can be read */
    BadRequest: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** No token, or one that is unknown, revoked or expired */
    Unauthorized: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** The role is too low, or the member not active */
    Forbidden: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** Not there, or of another organization */
    NotFound: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** In conflict with what is there */
    Conflict: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** Changed since the ETag of If-Match was read */
    PreconditionFailed: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** The body is larger than 8 MiB */
    ContentTooLarge: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** The body is not JSON */
    UnsupportedMediaType: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** Not valid: where, and why */
    Unprocessable: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['ValidationError'] } };
    /** Airbyte did not do its part: the stage, and what to do about it. Nothing was changed */
    FailedDependency: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** The rate limit of the token is reached */
    TooManyRequests: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
    /** What the server needs cannot be had now, such as the keys of the identity provider */
    Unavailable: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Error'] } };
  };
}
