/** A field that the account added to tickets, users, organizations or a custom object, or a system field of tickets. */
export interface ZendeskDefinition {
  readonly id: number;
  readonly key: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  readonly active: boolean;
  /** Not one of Zendesk's own. */
  readonly removable: boolean;
  readonly relationship_target_type?: string;
  readonly custom_field_options?: readonly { readonly id: number; readonly name: string; readonly value: string }[];
  readonly properties?: { readonly is_unique: boolean };
}

type Details = Partial<Omit<ZendeskDefinition, 'id' | 'key' | 'type'>>;
type Definition = Omit<ZendeskDefinition, 'id'>;

function field(type: string, key: string, details: Details = {}): Definition {
  const words = key.replaceAll('_', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return { key, type, title, description: '', required: false, active: true, removable: true, ...details };
}

const fields = (type: string, keys: string, details: Details = {}) => keys.split(' ').map((key) => field(type, key, details));
const lookup = (key: string, target: string, details: Details = {}) => field('lookup', key, { relationship_target_type: target, ...details });
const options = (...values: readonly string[]) => ({
  custom_field_options: values.map((value, i) => ({ id: 9000 + i, name: value.toUpperCase(), value })),
});
const system = (type: string, title: string, required = false) => field(type, title.toLowerCase(), { title, required, removable: false });
const numbered = (first: number, definitions: readonly Definition[]): readonly ZendeskDefinition[] =>
  definitions.map((definition, i) => ({ id: first + i * 7, ...definition }));

const lines = 'press lathe mill saw robot conveyor oven cutter packer palletizer'.split(' ');

/** The system fields, and well over a hundred that service teams added over the years. */
export const ticketFields = numbered(360_000_100, [
  system('subject', 'Subject', true),
  system('description', 'Description', true),
  system('status', 'Status'),
  system('tickettype', 'Type'),
  system('priority', 'Priority'),
  system('group', 'Group', true),
  system('assignee', 'Assignee', true),
  system('custom_status', 'Ticket status'),
  field('tagger', 'machine_line', { ...options(...lines), required: true, description: 'The line that the machine belongs to.' }),
  field('tagger', 'error_code', options(...Array.from({ length: 45 }, (_, i) => `e_${100 + i}`))),
  field('multiselect', 'affected_modules', options('drive', 'control', 'hydraulics', 'safety')),
  field('regexp', 'serial_number', { description: 'As on the plate: MX-12345.' }),
  field('partialcreditcard', 'card_for_spare_parts'),
  field('text', 'technician_code', { required: true }),
  lookup('success_manager', 'zen:user', { title: 'Success manager' }),
  lookup('machine', 'zen:custom_object:machine', { title: 'Machine' }),
  lookup('delivering_partner', 'zen:organization', { title: 'Delivering partner' }),
  lookup('earlier_ticket', 'zen:ticket'),
  field('multi_lookup', 'spare_parts', { relationship_target_type: 'zen:custom_object:spare_part', title: 'Spare parts' }),
  // Neither articles nor this custom object are there.
  lookup('manual', 'zen:article'),
  lookup('old_asset', 'zen:custom_object:asset'),
  lookup('former_contact', 'zen:user', { active: false }),
  field('text', 'fax_number', { active: false }),
  ...lines.flatMap((line) => [
    ...fields('checkbox', `${line}_stopped ${line}_guard_open ${line}_under_warranty`),
    ...fields('integer', `${line}_hours_run ${line}_restarts`),
    ...fields('decimal', `${line}_temperature ${line}_pressure`),
    ...fields('date', `${line}_last_service`),
    ...fields('textarea', `${line}_observations`),
    ...fields('tagger', `${line}_state`, options('running', 'limping', 'down')),
  ]),
]);

export const userFields = numbered(4_400_200, [
  field('dropdown', 'job', options('buyer', 'operator', 'manager', 'technician')),
  field('date', 'certified_until'),
  lookup('supervisor', 'zen:user'),
  lookup('trained_on', 'zen:custom_object:machine', { title: 'Trained on' }),
  field('text', 'standard::messaging_id', { removable: false, title: 'Messaging id' }),
  field('text', 'badge.number', { title: 'Badge number' }),
  ...fields('checkbox', 'newsletter survey_2023 survey_2024 survey_2025 beta_tester speaks_english speaks_german'),
  ...lines.flatMap((line) => [...fields('checkbox', `knows_${line}`), ...fields('date', `${line}_course`), ...fields('integer', `${line}_score`)]),
]);

export const organizationFields = numbered(5_500_300, [
  field('dropdown', 'contract', options('none', 'basic', 'full')),
  field('decimal', 'yearly_revenue'),
  field('text', 'erp_number', { description: 'The number that accounting knows the customer by.' }),
  lookup('account_manager', 'zen:user', { title: 'Account manager' }),
  lookup('parent_company', 'zen:organization', { title: 'Parent company' }),
  ...lines.flatMap((line) => [...fields('integer', `${line}_machines`), ...fields('date', `${line}_contract_end`)]),
]);

const standard = [
  field('text', 'standard::name', { title: 'Serial number', properties: { is_unique: true }, removable: false }),
  field('text', 'standard::external_id', { title: 'External ID', removable: false }),
];

/** By key. */
export const customObjects = {
  machine: {
    title: 'Machine',
    description: 'A machine that was delivered to a customer.',
    records: 110,
    fields: numbered(6_600_400, [
      ...standard,
      lookup('owner', 'zen:organization', { title: 'Owner' }),
      lookup('replaces', 'zen:custom_object:machine', { title: 'Replaces' }),
      field('dropdown', 'line', options(...lines)),
      ...fields('date', 'delivered_on installed_on warranty_ends_on'),
      ...fields('integer', 'hours_run power_kw year_built'),
      ...fields('checkbox', 'is_leased is_connected'),
      ...fields('text', 'plant hall firmware'),
    ]),
  },
  spare_part: {
    title: 'Spare part',
    description: '',
    records: 70,
    fields: numbered(7_700_500, [
      field('text', 'standard::name', { title: 'Part number', properties: { is_unique: false }, removable: false }),
      field('text', 'standard::external_id', { title: 'External ID', removable: false }),
      ...fields('decimal', 'price weight_kg'),
      ...fields('integer', 'in_stock'),
      lookup('buyer', 'zen:user', { title: 'Buyer' }),
    ]),
  },
} as const;
