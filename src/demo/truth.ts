import type { DemoOptions, DemoSystem } from './company.ts';
import { makeCompany } from './company.ts';

interface TrueKey {
  readonly source: DemoSystem;
  readonly table: string;
  readonly columns: readonly string[];
}

export interface TrueReference {
  readonly source: DemoSystem;
  readonly from: { readonly table: string; readonly columns: readonly string[] };
  readonly to: { readonly table: string; readonly columns: readonly string[] };
  /** At least this share of the referring rows finds its target; below 1 there are orphans. */
  readonly inclusion: number;
  /** The value that means "none". */
  readonly none?: string;
  /** Holds only for rows in which this column has this value. */
  readonly where?: { readonly column: string; readonly value: string };
}

export interface TrueLink {
  readonly left: { readonly source: DemoSystem; readonly table: string; readonly column: string };
  readonly right: { readonly source: DemoSystem; readonly table: string; readonly column: string };
  /** What makes both sides comparable. */
  readonly normalization: 'exact' | 'trimmed_lowercase' | 'domain' | 'digits' | 'firm_name' | 'phone' | 'suffix';
  /** At least this share of the distinct left values (missing ones left out) is found on the right. */
  readonly overlap: number;
}

/** Which row is which: the ids of one firm or person in every system that knows it. */
type SameEntity = Partial<Record<DemoSystem, readonly string[]>>;

export interface DemoTruth {
  readonly keys: readonly TrueKey[];
  readonly references: readonly TrueReference[];
  readonly links: readonly TrueLink[];
  readonly firms: readonly SameEntity[];
  readonly people: readonly SameEntity[];
}

/** What is true of the data that `generateDemo` writes for the same options. */
export function demoTruth(options: DemoOptions = {}): DemoTruth {
  const company = makeCompany(options);
  const entities = (kind: 'firms' | 'people'): SameEntity[] => {
    const all = new Map<number, SameEntity>();
    for (const { system, crosswalk } of company) {
      for (const [index, ids] of crosswalk[kind]) all.set(index, { ...all.get(index), [system]: ids });
    }
    return [...all].toSorted(([left], [right]) => left - right).map(([, entity]) => entity);
  };
  return {
    keys: company.flatMap(({ system, tables }) => tables.map(({ name, key }) => ({ source: system, table: name, columns: key }))),
    references: references.map(parseReference),
    links: links.map(parseLink),
    firms: entities('firms'),
    people: entities('people'),
  };
}

type ReferenceLine = readonly [source: DemoSystem, from: string, to: string, inclusion: number, more?: Pick<TrueReference, 'none' | 'where'>];

const references: readonly ReferenceLine[] = [
  ['application', 'staff.manager_id', 'staff.id', 1],
  ['application', 'accounts.country_code', 'countries.code', 1],
  ['application', 'accounts.parent_id', 'accounts.id', 1],
  ['application', 'accounts.owner_id', 'users.id', 0.97],
  ['application', 'accounts.csm_id', 'staff.id', 1],
  ['application', 'users.account_id', 'accounts.id', 0.985],
  ['application', 'users.manager_id', 'users.id', 1],
  ['application', 'users.invited_by', 'users.id', 1],
  ['application', 'user_profiles.user_id', 'users.id', 1],
  ['application', 'addresses.acct_id', 'accounts.id', 1],
  ['application', 'addresses.country', 'countries.code', 1],
  ['application', 'teams.account_id', 'accounts.id', 1],
  ['application', 'teams.parent_team_id', 'teams.id', 1],
  ['application', 'teams.lead_id', 'users.id', 1],
  ['application', 'memberships.team_id', 'teams.id', 1],
  ['application', 'memberships.user_id', 'users.id', 0.98],
  ['application', 'projects.account_id', 'accounts.id', 1],
  ['application', 'projects.team_id', 'teams.id', 1],
  ['application', 'projects.created_by', 'users.id', 1],
  ['application', 'tasks.project_id', 'projects.id', 0.985],
  ['application', 'tasks.parent_id', 'tasks.id', 0.97],
  ['application', 'tasks.status_id', 'task_statuses.id', 1],
  ['application', 'tasks.assignee_id', 'users.id', 0.98, { none: '0' }],
  ['application', 'tasks.created_by', 'users.id', 1],
  ['application', 'tags.acct_id', 'accounts.id', 1],
  ['application', 'task_tags.task_id', 'tasks.id', 0.985],
  ['application', 'task_tags.tag_id', 'tags.id', 0.97],
  ['application', 'comments.commentable_id', 'tasks.id', 0.97, { where: { column: 'commentable_type', value: 'Task' } }],
  ['application', 'comments.commentable_id', 'projects.id', 0.97, { where: { column: 'commentable_type', value: 'Project' } }],
  ['application', 'comments.author_id', 'users.id', 0.98],
  ['application', 'attachments.task_id', 'tasks.id', 0.97],
  ['application', 'attachments.uploaded_by', 'users.id', 1],
  ['application', 'cost_centers.account_id', 'accounts.id', 1],
  ['application', 'time_entries.account_id,cost_center', 'cost_centers.account_id,code', 0.97],
  ['application', 'time_entries.account_id', 'accounts.id', 1],
  ['application', 'time_entries.task_id', 'tasks.id', 0.98],
  ['application', 'time_entries.usr_id', 'users.id', 1],
  ['application', 'subscriptions.account_id', 'accounts.id', 0.98],
  ['application', 'subscriptions.plan_id', 'plans.id', 1],
  ['application', 'invoices.acct_id', 'accounts.id', 1],
  ['application', 'invoices.sub_id', 'subscriptions.id', 0.985],
  ['application', 'invoice_lines.invoice_id', 'invoices.id', 1],
  ['application', 'invoice_lines.plan_code', 'plans.code', 1],
  ['application', 'line_adjustments.invoice_id,line_no', 'invoice_lines.invoice_id,line_no', 0.93],
  ['application', 'line_adjustments.approved_by', 'staff.id', 1],
  ['application', 'account_flags.account_id', 'accounts.id', 1],
  ['application', 'account_flags.flag_key', 'feature_flags.key', 0.96],
  ['application', 'account_flags.set_by', 'staff.id', 1],
  ['application', 'api_keys.account_id', 'accounts.id', 1],
  ['application', 'api_keys.created_by', 'users.id', 1],
  ['application', 'events.acct_id', 'accounts.id', 1],
  ['application', 'events.usr_id', 'users.id', 0.96],
  ['application', 'audit_log.actor_id', 'staff.id', 1],
  ['application', 'audit_log.entity_id', 'accounts.id', 1, { where: { column: 'entity_type', value: 'account' } }],
  ['application', 'audit_log.entity_id', 'projects.id', 1, { where: { column: 'entity_type', value: 'project' } }],
  ['application', 'audit_log.entity_id', 'users.id', 1, { where: { column: 'entity_type', value: 'user' } }],
  ['crm', 'companies.Owner', 'owners.Owner Id', 1],
  ['crm', 'contacts.Company Id', 'companies.Company Id', 0.975],
  ['crm', 'deals.Company', 'companies.Company Id', 1],
  ['crm', 'deals.Primary Contact', 'contacts.Contact Id', 1],
  ['crm', 'deals.Owner Id', 'owners.Owner Id', 0.96],
  ['crm', 'activities.Deal No', 'deals.Deal No', 0.97],
  ['crm', 'activities.Contact Id', 'contacts.Contact Id', 0.975],
  ['crm', 'activities.Done By', 'owners.Owner Id', 1],
  ['billing', 'prices.product', 'products.id', 1],
  ['billing', 'subscriptions.customer', 'customers.id', 1],
  ['billing', 'subscriptions.price', 'prices.id', 1],
  ['billing', 'invoices.customer', 'customers.id', 1],
  ['billing', 'invoices.subscription', 'subscriptions.id', 1],
  ['billing', 'payments.invoice', 'invoices.id', 0.98],
  ['billing', 'payments.customer', 'customers.id', 1],
  ['support', 'users.organization_id', 'organizations.id', 0.98],
  ['support', 'tickets.requester_id', 'users.id', 0.98],
  ['support', 'tickets.assignee_id', 'users.id', 1],
  ['support', 'tickets.organization_id', 'organizations.id', 1],
  ['support', 'comments.ticket_id', 'tickets.id', 0.98],
  ['support', 'comments.author_id', 'users.id', 0.98],
  ['support', 'satisfaction.ticket_id', 'tickets.id', 1],
];

function parseReference([source, from, to, inclusion, more]: ReferenceLine): TrueReference {
  return { source, from: parseEnd(from), to: parseEnd(to), inclusion, ...more };
}

function parseEnd(text: string): { table: string; columns: string[] } {
  const [table = '', columns = ''] = text.split('.');
  return { table, columns: columns.split(',') };
}

type LinkLine = readonly [left: string, right: string, normalization: TrueLink['normalization'], overlap: number];

const links: readonly LinkLine[] = [
  ['billing.customers.account_ref', 'application.accounts.public_id', 'trimmed_lowercase', 1],
  ['billing.products.plan_code', 'application.plans.code', 'exact', 1],
  ['billing.invoices.number', 'application.invoices.inv_no', 'suffix', 1],
  ['billing.customers.email', 'application.users.email', 'trimmed_lowercase', 0.5],
  ['billing.customers.name', 'application.accounts.name', 'firm_name', 0.6],
  ['support.organizations.external_id', 'application.accounts.id', 'digits', 1],
  ['support.organizations.domain', 'application.accounts.domain', 'exact', 1],
  ['support.users.email', 'application.users.email', 'trimmed_lowercase', 0.95],
  ['support.users.email', 'application.staff.email', 'trimmed_lowercase', 0.02],
  ['support.users.phone', 'application.users.phone', 'phone', 0.4],
  ['crm.companies.Website', 'application.accounts.domain', 'domain', 0.55],
  ['crm.companies.Company Name', 'application.accounts.name', 'firm_name', 0.4],
  ['crm.contacts.E-Mail', 'application.users.email', 'trimmed_lowercase', 0.6],
  ['crm.owners.Mail', 'application.staff.email', 'trimmed_lowercase', 1],
  ['crm.contacts.E-Mail', 'support.users.email', 'trimmed_lowercase', 0.2],
];

function parseLink([left, right, normalization, overlap]: LinkLine): TrueLink {
  return { left: parseAttribute(left), right: parseAttribute(right), normalization, overlap };
}

function parseAttribute(text: string): TrueLink['left'] {
  const [source, table = '', column = ''] = text.split('.');
  if (source !== 'application' && source !== 'crm' && source !== 'billing' && source !== 'support') throw new RangeError(`no demo system: ${text}`);
  return { source, table, column };
}
