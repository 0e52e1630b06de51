/** A field of a standard object, as the reference of the API describes it. */
export interface StandardField {
  /** Names on the way into the record, joined by dots: the API identifier. */
  readonly name: string;
  /** Type and format in the words of the reference. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly isUnique: boolean;
  /** The objects whose ids it holds; empty for other fields. */
  readonly targets: readonly string[];
  /** Whether one record may hold several of those ids. */
  readonly isMany: boolean;
}

/** An object that the API has in every account whose plan includes it. */
export interface StandardObject {
  readonly apiIdentifier: string;
  readonly objectName: string;
  /** Where records are listed; with `{ticket_id}` in it where each ticket has a list of its own. */
  readonly path: string;
  /** The name of the list in the answers. */
  readonly list: string;
  readonly fields: readonly StandardField[];
}

interface Fields {
  /** By type, names with blanks between them. */
  readonly [type: string]: string;
}

interface References {
  readonly [name: string]: Pick<StandardField, 'type' | 'targets' | 'isMany'>;
}

const time = 'string (date-time)';
const times = { [time]: 'created_at updated_at' };
const one = (...targets: string[]) => ({ type: 'integer', targets, isMany: false });
const many = (...targets: string[]) => ({ type: 'array<integer>', targets, isMany: true });
const oneByText = (target: string) => ({ type: 'string', targets: [target], isMany: false });
/** Who may use a macro or a view: a group or one agent, by `restriction.type`. */
const restriction = { 'restriction.id': one('groups', 'users') };

interface Details {
  readonly required?: string;
  readonly unique?: string;
  readonly list?: string;
  readonly path?: string;
}

/** `id` and what is named in `unique` have another value in every record. */
function object(apiIdentifier: string, objectName: string, fields: Fields, references: References = {}, details: Details = {}): StandardObject {
  const { required = '', unique = 'id', list = apiIdentifier, path = `/api/v2/${apiIdentifier}` } = details;
  const [needed, lone] = [new Set(['id', ...words(required)]), new Set(words(unique))];
  const field = (name: string, known: References[string]): StandardField => {
    return { name, ...known, isRequired: needed.has(name), isUnique: lone.has(name) };
  };
  return {
    apiIdentifier,
    objectName,
    path,
    list,
    fields: [
      ...Object.entries(fields).flatMap(([type, names]) => words(names).map((name) => field(name, { type, targets: [], isMany: false }))),
      ...Object.entries(references).map(([name, reference]) => field(name, reference)),
    ],
  };
}

const words = (names: string) => names.split(' ').filter((name) => name !== '');

/** Of the objects that sit in lists of their own, those that the reference says hold data of the account. */
export const standardObjects: readonly StandardObject[] = [
  object(
    'automations',
    'Automation',
    { integer: 'id position', string: 'url title raw_title', boolean: 'active default', 'array<object>': 'actions', object: 'conditions', ...times },
    {},
    { required: 'title actions conditions' },
  ),
  object(
    'brands',
    'Brand',
    {
      integer: 'id',
      string: 'url name brand_url subdomain host_mapping help_center_state signature_template',
      boolean: 'active default has_help_center is_deleted',
      object: 'logo',
      ...times,
    },
    { ticket_form_ids: many('ticket_forms') },
    { required: 'name subdomain' },
  ),
  object('custom_roles', 'Custom role', {
    integer: 'id role_type team_member_count',
    string: 'name description',
    object: 'configuration',
    ...times,
  }),
  object('custom_statuses', 'Custom ticket status', {
    integer: 'id',
    string: 'url status_category agent_label raw_agent_label end_user_label raw_end_user_label description raw_description end_user_description',
    boolean: 'active default',
    ...times,
  }),
  object(
    'group_memberships',
    'Group membership',
    { integer: 'id', string: 'url', boolean: 'default', ...times },
    { user_id: one('users'), group_id: one('groups') },
    { required: 'user_id group_id' },
  ),
  object(
    'groups',
    'Group',
    { integer: 'id', string: 'url name description', boolean: 'default deleted is_public', ...times },
    {},
    { required: 'name' },
  ),
  object('locales', 'Locale', { integer: 'id', string: 'url locale name', ...times }),
  object(
    'macros',
    'Macro',
    {
      integer: 'id position',
      string: 'url title raw_title description restriction.type',
      boolean: 'active default',
      'array<object>': 'actions',
      object: 'restriction',
      ...times,
    },
    restriction,
    { required: 'title actions' },
  ),
  object(
    'organization_memberships',
    'Organization membership',
    { integer: 'id', string: 'url organization_name', boolean: 'default view_tickets', ...times },
    { user_id: one('users'), organization_id: one('organizations') },
    { required: 'user_id organization_id' },
  ),
  object(
    'organization_subscriptions',
    'Organization subscription',
    { integer: 'id', [time]: 'created_at' },
    { user_id: one('users'), organization_id: one('organizations') },
    { required: 'user_id organization_id' },
  ),
  object(
    'organizations',
    'Organization',
    {
      integer: 'id',
      string: 'url name external_id details notes',
      boolean: 'shared_tickets shared_comments',
      'array<string>': 'domain_names tags',
      ...times,
    },
    { group_id: one('groups') },
    { required: 'name', unique: 'id name' },
  ),
  object(
    'satisfaction_ratings',
    'Satisfaction rating',
    { integer: 'id reason_code', string: 'url score comment reason', ...times },
    {
      ticket_id: one('tickets'),
      requester_id: one('users'),
      assignee_id: one('users'),
      group_id: one('groups'),
      reason_id: one('satisfaction_reasons'),
    },
    { required: 'score ticket_id requester_id assignee_id group_id' },
  ),
  object(
    'satisfaction_reasons',
    'Satisfaction reason',
    { integer: 'id reason_code', string: 'url value raw_value', [time]: 'created_at updated_at deleted_at' },
    {},
    { list: 'reasons', required: 'value' },
  ),
  object(
    'schedules',
    'Schedule',
    { integer: 'id', string: 'name time_zone', 'array<object>': 'intervals', ...times },
    {},
    { path: '/api/v2/business_hours/schedules', required: 'name time_zone' },
  ),
  object(
    'sla_policies',
    'SLA policy',
    { integer: 'id position', string: 'url title description', object: 'filter', 'array<object>': 'policy_metrics', ...times },
    {},
    { path: '/api/v2/slas/policies', required: 'title filter' },
  ),
  object('tags', 'Tag', { string: 'name', integer: 'count' }, {}, { unique: 'name', required: 'name' }),
  object(
    'ticket_audits',
    'Ticket audit',
    { integer: 'id', 'array<object>': 'events', object: 'metadata via', [time]: 'created_at' },
    { ticket_id: one('tickets'), author_id: one('users') },
    { list: 'audits' },
  ),
  object(
    'ticket_comments',
    'Ticket comment',
    {
      integer: 'id',
      string: 'type body html_body plain_body',
      boolean: 'public',
      'array<object>': 'attachments',
      object: 'metadata via',
      [time]: 'created_at',
    },
    // The ticket is not in the comment, but in the address of the list that has it.
    { ticket_id: one('tickets'), author_id: one('users'), audit_id: one('ticket_audits') },
    { list: 'comments', path: '/api/v2/tickets/{ticket_id}/comments', required: 'ticket_id' },
  ),
  object(
    'ticket_fields',
    'Ticket field',
    {
      integer: 'id position sub_type_id',
      string:
        'url type title raw_title title_in_portal raw_title_in_portal description raw_description agent_description tag creator_app_name regexp_for_validation relationship_target_type',
      boolean: 'active required required_in_portal collapsed_for_agents visible_in_portal editable_in_portal removable',
      'array<object>': 'custom_field_options system_field_options custom_statuses',
      object: 'relationship_filter',
      ...times,
    },
    { creator_user_id: one('users') },
    { required: 'type title' },
  ),
  object(
    'ticket_forms',
    'Ticket form',
    {
      integer: 'id position',
      string: 'url name raw_name display_name raw_display_name',
      boolean: 'active default end_user_visible in_all_brands',
      'array<object>': 'agent_conditions end_user_conditions',
      ...times,
    },
    { ticket_field_ids: many('ticket_fields'), restricted_brand_ids: many('brands') },
    { required: 'name' },
  ),
  object(
    'ticket_metrics',
    'Ticket metrics',
    {
      integer: 'id group_stations assignee_stations reopens replies',
      string: 'url',
      object:
        'reply_time_in_minutes reply_time_in_seconds first_resolution_time_in_minutes full_resolution_time_in_minutes agent_wait_time_in_minutes requester_wait_time_in_minutes on_hold_time_in_minutes',
      [time]:
        'created_at updated_at assigned_at initially_assigned_at solved_at status_updated_at custom_status_updated_at requester_updated_at assignee_updated_at latest_comment_added_at',
    },
    { ticket_id: one('tickets') },
    { unique: 'id ticket_id' },
  ),
  object(
    'tickets',
    'Ticket',
    {
      integer: 'id',
      string: 'url external_id type subject raw_subject description priority status recipient',
      boolean: 'has_incidents is_public from_messaging_channel allow_channelback allow_attachments',
      'array<string>': 'tags',
      object: 'via satisfaction_rating',
      [time]: 'created_at updated_at due_at',
    },
    {
      requester_id: one('users'),
      submitter_id: one('users'),
      assignee_id: one('users'),
      collaborator_ids: many('users'),
      follower_ids: many('users'),
      email_cc_ids: many('users'),
      organization_id: one('organizations'),
      group_id: one('groups'),
      problem_id: one('tickets'),
      followup_ids: many('tickets'),
      brand_id: one('brands'),
      ticket_form_id: one('ticket_forms'),
      custom_status_id: one('custom_statuses'),
    },
    { required: 'requester_id' },
  ),
  object('trigger_categories', 'Trigger category', { string: 'id name', integer: 'position', ...times }, {}, { required: 'name' }),
  object(
    'triggers',
    'Trigger',
    {
      integer: 'id position',
      string: 'url title raw_title description',
      boolean: 'active default',
      'array<object>': 'actions',
      object: 'conditions',
      ...times,
    },
    { category_id: oneByText('trigger_categories') },
    { required: 'title actions conditions' },
  ),
  object(
    'users',
    'User',
    {
      integer: 'id role_type',
      string:
        'url name email alias role phone external_id locale time_zone iana_time_zone details notes signature ticket_restriction remote_photo_url',
      boolean:
        'active verified suspended moderator shared shared_agent shared_phone_number only_private_comments restricted_agent report_csv chat_only two_factor_auth_enabled',
      'array<string>': 'tags',
      object: 'photo',
      [time]: 'created_at updated_at last_login_at',
    },
    {
      organization_id: one('organizations'),
      default_group_id: one('groups'),
      custom_role_id: one('custom_roles'),
      locale_id: one('locales'),
    },
    { required: 'name' },
  ),
  object(
    'views',
    'View',
    {
      integer: 'id position',
      string: 'url title raw_title description restriction.type',
      boolean: 'active default',
      object: 'conditions execution restriction',
      ...times,
    },
    restriction,
    { required: 'title' },
  ),
];

/** What every record of a custom object has beside its own fields; its ids are texts. */
export const customObjectFieldsOfAll: readonly StandardField[] = object(
  'custom_object_records',
  'Custom object record',
  { string: 'id url name external_id custom_object_key', ...times },
  { created_by_user_id: oneByText('users'), updated_by_user_id: oneByText('users') },
  { required: 'name' },
).fields;
