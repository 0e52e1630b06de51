import {
  constant,
  count,
  each,
  type Fields,
  flag,
  id,
  list,
  maybe,
  numbered,
  nothing,
  oneOf,
  plain,
  time,
  to,
  toMany,
  toOwn,
  word,
} from './zendesk-kinds.ts';

/** A standard object of the fake account. */
export interface ZendeskObject {
  /** Below `/api/v2`; records of one ticket have `:ticket` in it. */
  readonly path: string;
  /** The name of the list in the answers. */
  readonly list: string;
  readonly records: number;
  /** As a record has them, in the order of a record. */
  readonly fields: Fields;
  /** Lists that are short come whole, some go by numbered pages. */
  readonly paging: 'cursor' | 'offset' | 'whole';
}

const times = each(time, 'created_at updated_at');
const url = numbered('https://machines.zendesk.example/api/v2/records/');

function of(
  path: string,
  records: number,
  fields: Fields | readonly Fields[],
  paging: ZendeskObject['paging'] = 'cursor',
  name = path,
): ZendeskObject {
  return { path, list: name, records, fields: Object.assign({}, ...[fields].flat()) as Fields, paging };
}

/** Which group or which agent a macro or a view is for. */
const restriction = plain(({ random, ids }) => {
  if (random.chance(0.4)) return null;
  return random.chance(0.7) ? { type: 'Group', id: random.pick(ids('groups')) } : { type: 'User', id: random.pick(ids('users')) };
});
const minutes = plain(({ random }) => ({ calendar: random.integer(1, 9000), business: random.integer(1, 3000) }));
const via = oneOf(
  { channel: 'web', source: { from: {}, to: {}, rel: null } },
  { channel: 'email', source: { from: { address: 'someone@customer.example' }, to: {}, rel: null } },
);
const rules = { ...each(numbered('Rule '), 'title raw_title'), description: maybe(word), active: flag, default: flag, position: count };
const actions = constant([{ field: 'status', value: 'solved' }]);
const conditions = constant({ all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] });

/** The service desk of a maker of machines, on a plan with nearly everything. */
export const objects: Readonly<Record<string, ZendeskObject>> = {
  automations: of('automations', 6, [
    { id, url, ...each(numbered('Rule '), 'title raw_title'), active: flag, default: flag, position: count },
    { actions, conditions, ...times },
  ]),
  brands: of('brands', 3, [
    { id, url, name: numbered('Brand '), subdomain: numbered('brand'), brand_url: url, host_mapping: nothing, has_help_center: flag },
    { help_center_state: oneOf('enabled', 'disabled'), active: flag, default: flag, is_deleted: flag, logo: nothing },
    { signature_template: constant('{{agent.signature}}'), ticket_form_ids: toMany('ticket_forms'), ...times },
  ]),
  custom_roles: of(
    'custom_roles',
    5,
    [
      { id, name: numbered('Role '), description: word, role_type: count, team_member_count: count },
      { configuration: constant({ ticket_access: 'within-groups', manage_business_rules: false }), ...times },
    ],
    'whole',
  ),
  custom_statuses: of(
    'custom_statuses',
    9,
    [
      { id, url, status_category: oneOf('new', 'open', 'pending', 'hold', 'solved'), ...each(numbered('Status '), 'agent_label raw_agent_label') },
      each(numbered('Status '), 'end_user_label raw_end_user_label'),
      { ...each(word, 'description raw_description end_user_description'), active: flag, default: flag, ...times },
    ],
    'whole',
  ),
  group_memberships: of('group_memberships', 60, { id, url, user_id: to('users'), group_id: to('groups'), default: flag, ...times }),
  groups: of('groups', 12, { id, url, name: numbered('Team '), description: word, default: flag, deleted: flag, is_public: flag, ...times }),
  locales: of('locales', 8, { id, url, locale: oneOf('en-US', 'de', 'fr', 'da'), name: numbered('Language '), ...times }, 'whole'),
  macros: of('macros', 40, { id, url, ...rules, actions, restriction, ...times }),
  organization_memberships: of('organization_memberships', 210, [
    { id, url, user_id: to('users'), organization_id: to('organizations'), organization_name: word, default: flag, view_tickets: flag },
    times,
  ]),
  organization_subscriptions: of(
    'organization_subscriptions',
    25,
    { id, user_id: to('users'), organization_id: to('organizations'), created_at: time },
    'offset',
  ),
  organizations: of('organizations', 120, [
    { id, url, name: numbered('Customer ', true), external_id: maybe(numbered('C-')), details: maybe(word), notes: maybe(word) },
    { shared_tickets: flag, shared_comments: flag, group_id: maybe(to('groups')), domain_names: plain(({ i }) => [`customer${i + 1}.example`]) },
    { tags: list, ...times },
  ]),
  satisfaction_ratings: of('satisfaction_ratings', 150, [
    { id, url, score: oneOf('good', 'bad', 'offered'), comment: maybe(word), reason: maybe(word), reason_code: count },
    { reason_id: nothing, ticket_id: to('tickets'), requester_id: to('users'), assignee_id: to('users'), group_id: to('groups'), ...times },
  ]),
  schedules: of(
    'business_hours/schedules',
    2,
    { id, name: numbered('Hours '), time_zone: oneOf('Berlin', 'Copenhagen'), intervals: constant([{ start_time: 1980, end_time: 2460 }]), ...times },
    'whole',
    'schedules',
  ),
  tags: of('tags', 130, { name: numbered('tag_', true), count }, 'cursor'),
  ticket_audits: of(
    'ticket_audits',
    260,
    { id, ticket_id: to('tickets'), author_id: to('users'), events: list, metadata: constant({ system: {}, custom: {} }), via, created_at: time },
    'cursor',
    'audits',
  ),
  ticket_comments: of(
    'tickets/:ticket/comments',
    300,
    [
      { id, type: constant('Comment'), author_id: to('users'), audit_id: to('ticket_audits'), ...each(word, 'body html_body plain_body') },
      { public: flag, attachments: list, metadata: constant({}), via, created_at: time, ticket_id: to('tickets') },
    ],
    'cursor',
    'comments',
  ),
  ticket_forms: of(
    'ticket_forms',
    4,
    [
      { id, url, ...each(numbered('Form '), 'name raw_name display_name raw_display_name'), position: count, active: flag, default: flag },
      { end_user_visible: flag, in_all_brands: flag, restricted_brand_ids: toMany('brands'), ticket_field_ids: toMany('ticket_fields') },
      { agent_conditions: list, end_user_conditions: list, ...times },
    ],
    'whole',
  ),
  ticket_metrics: of('ticket_metrics', 240, [
    { id, url, ticket_id: toOwn('tickets'), ...each(count, 'group_stations assignee_stations reopens replies') },
    each(minutes, 'reply_time_in_minutes first_resolution_time_in_minutes full_resolution_time_in_minutes agent_wait_time_in_minutes'),
    each(minutes, 'requester_wait_time_in_minutes on_hold_time_in_minutes'),
    { reply_time_in_seconds: plain(({ random }) => ({ calendar: random.integer(60, 500_000) })) },
    each(maybe(time), 'assigned_at initially_assigned_at solved_at status_updated_at custom_status_updated_at requester_updated_at'),
    { ...each(maybe(time), 'assignee_updated_at latest_comment_added_at'), ...times },
  ]),
  tickets: of('tickets', 240, [
    { id, url, external_id: maybe(numbered('SRV-'), 0.8), via, ...times, type: oneOf('problem', 'incident', 'question', 'task', null) },
    { ...each(word, 'subject raw_subject description'), priority: oneOf('urgent', 'high', 'normal', 'low', null) },
    { status: oneOf('new', 'open', 'pending', 'hold', 'solved', 'closed'), recipient: maybe(constant('service@machines.example')) },
    { requester_id: to('users'), submitter_id: to('users'), assignee_id: maybe(to('users')), organization_id: maybe(to('organizations')) },
    { group_id: maybe(to('groups'), 0.1), ...each(toMany('users'), 'collaborator_ids follower_ids email_cc_ids') },
    { problem_id: maybe(to('tickets'), 0.8), has_incidents: flag, is_public: flag, due_at: maybe(time, 0.8), tags: list },
    { satisfaction_rating: maybe(constant({ score: 'good' })), followup_ids: toMany('tickets'), ticket_form_id: to('ticket_forms') },
    { custom_status_id: to('custom_statuses'), brand_id: to('brands'), allow_channelback: flag, allow_attachments: flag },
    { from_messaging_channel: flag },
  ]),
  trigger_categories: of('trigger_categories', 3, { id, name: numbered('Category '), position: count, ...times }),
  triggers: of('triggers', 30, { id, url, ...rules, actions, conditions, category_id: to('trigger_categories'), ...times }),
  users: of('users', 230, [
    { id, url, name: numbered('Person '), email: plain(({ i }) => `person${i + 1}@customer${(i % 90) + 1}.example`), ...times, time_zone: word },
    { iana_time_zone: constant('Europe/Berlin'), phone: maybe(numbered('+49 30 55')), shared_phone_number: maybe(flag), photo: nothing },
    { locale_id: to('locales'), locale: oneOf('en-US', 'de'), organization_id: maybe(to('organizations')) },
    { role: oneOf('end-user', 'agent', 'admin'), verified: flag, external_id: maybe(numbered('crm-')), tags: list, alias: nothing, active: flag },
    each(flag, 'shared shared_agent moderator only_private_comments restricted_agent suspended chat_only report_csv'),
    { last_login_at: maybe(time), two_factor_auth_enabled: maybe(flag), ...each(maybe(word), 'signature details notes') },
    { role_type: maybe(count), custom_role_id: maybe(to('custom_roles'), 0.8), ticket_restriction: oneOf('requested', 'groups', null) },
    { remote_photo_url: nothing, default_group_id: maybe(to('groups'), 0.7) },
  ]),
  views: of('views', 20, { id, url, ...rules, conditions, execution: constant({ columns: [{ id: 'status' }] }), restriction, ...times }),
};

/** What is told of the definitions of ticket fields, which are records too. */
export const ticketFieldKeys: readonly string[] =
  'id url type title raw_title title_in_portal raw_title_in_portal description raw_description agent_description tag creator_app_name regexp_for_validation relationship_target_type position sub_type_id active required required_in_portal collapsed_for_agents visible_in_portal editable_in_portal removable custom_field_options system_field_options custom_statuses relationship_filter created_at updated_at creator_user_id'.split(
    ' ',
  );

/** Lists that the plan does not include, and one that needs an administrator. */
export const missing: Readonly<Record<string, 403 | 404>> = { '/api/v2/satisfaction_reasons': 404, '/api/v2/slas/policies': 403 };
