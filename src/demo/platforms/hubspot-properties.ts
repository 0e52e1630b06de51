/** A property of the fake account, as HubSpot defines it. */
export interface HubspotProperty {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly fieldType: string;
  readonly description: string;
  readonly hasUniqueValue: boolean;
  readonly hubspotDefined?: true;
  readonly archived: boolean;
  readonly dataSensitivity: 'non_sensitive' | 'sensitive' | 'highly_sensitive';
  readonly referencedObjectType?: string;
}

type Details = Partial<Omit<HubspotProperty, 'name' | 'type' | 'hubspotDefined'>>;

const fieldTypes: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  bool: 'booleancheckbox',
  enumeration: 'select',
  date: 'date',
  datetime: 'date',
};

/** A property of HubSpot's own. */
export function standard(name: string, type = 'string', details: Details = {}): HubspotProperty {
  return { ...custom(name, type, details), hubspotDefined: true };
}

/** A property that the account's people made. */
export function custom(name: string, type = 'string', details: Details = {}): HubspotProperty {
  return {
    name,
    label: labelOf(name),
    type,
    fieldType: fieldTypes[type] ?? 'text',
    description: '',
    hasUniqueValue: false,
    archived: false,
    dataSensitivity: 'non_sensitive',
    ...details,
  };
}

function labelOf(name: string): string {
  const words = name.replace(/^hs_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const many = (type: string, names: string) => names.split(' ').map((name) => standard(name, type));

const owner = standard('hubspot_owner_id', 'enumeration', { label: 'Owner', referencedObjectType: 'OWNER' });

/** What every object has. */
export const common: readonly HubspotProperty[] = [
  standard('hs_object_id', 'number', { label: 'Record ID' }),
  ...many('datetime', 'hs_createdate hs_lastmodifieddate hubspot_owner_assigneddate'),
  ...many('bool', 'hs_was_imported hs_read_only'),
  ...many('number', 'hs_created_by_user_id hs_updated_by_user_id hs_pinned_engagement_id'),
  standard('hs_all_owner_ids', 'enumeration', { fieldType: 'checkbox', referencedObjectType: 'OWNER' }),
  standard('hs_unique_creation_key'),
  owner,
];

const stages = ['subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer', 'evangelist', 'other'];

/** Over three hundred: what HubSpot counts of a person, and what an account adds over the years. */
export const contactProperties: readonly HubspotProperty[] = [
  ...common,
  standard('email', 'string', { hasUniqueValue: true }),
  ...many('string', 'firstname lastname jobtitle company phone mobilephone fax address city state zip country website salutation industry'),
  ...many('enumeration', 'lifecyclestage hs_lead_status hs_persona hs_language hs_marketable_status hs_email_optout_reason'),
  ...many('date', 'date_of_birth closedate hs_first_subscription_date'),
  ...many('datetime', 'createdate lastmodifieddate notes_last_contacted notes_last_updated notes_next_activity_date'),
  ...many('number', 'associatedcompanyid num_associated_deals num_notes num_contacted_notes total_revenue hubspotscore numemployees annualrevenue'),
  ...['source', 'latest_source'].flatMap((source) => many('string', `hs_${source} hs_${source}_data_1 hs_${source}_data_2 hs_${source}_timestamp`)),
  ...['first', 'last'].flatMap((which) =>
    many('string', `hs_analytics_${which}_url hs_analytics_${which}_referrer hs_analytics_${which}_touch_campaign`),
  ),
  ...['page_views', 'visits', 'event_completions', 'revenue'].map((what) => standard(`hs_analytics_num_${what}`, 'number')),
  ...['open', 'click', 'bounce', 'send', 'reply', 'delivered'].flatMap((what) => [
    standard(`hs_email_${what}`, 'number'),
    standard(`hs_email_first_${what}_date`, 'datetime'),
    standard(`hs_email_last_${what}_date`, 'datetime'),
    standard(`hs_sales_email_last_${what}`, 'datetime'),
  ]),
  ...stages.flatMap((stage) => [
    ...many('datetime', `hs_lifecyclestage_${stage}_date hs_v2_date_entered_${stage} hs_v2_date_exited_${stage}`),
    ...many('number', `hs_v2_latest_time_in_${stage} hs_v2_cumulative_time_in_${stage}`),
  ]),
  ...Array.from({ length: 30 }, (_, i) => String(i + 1)).flatMap((list) => [
    standard(`hs_email_optout_${list}`, 'bool'),
    standard(`hs_subscription_status_${list}`, 'enumeration'),
    standard(`hs_content_membership_${list}_registered_at`, 'datetime'),
  ]),
  ...many('number', 'hs_social_twitter_clicks hs_social_facebook_clicks hs_social_linkedin_clicks hs_social_google_plus_clicks'),
  ...['2019', '2020', '2021', '2022', '2023', '2024'].flatMap((year) => [
    ...['q1', 'q2', 'q3', 'q4'].flatMap((quarter) => [
      custom(`survey_${year}_${quarter}_score`, 'number'),
      custom(`survey_${year}_${quarter}_answer`),
      custom(`webinar_${year}_${quarter}`, 'enumeration'),
    ]),
    custom(`fair_${year}_attended`, 'bool'),
    custom(`budget_${year}`, 'number'),
  ]),
  custom('erp_customer_number', 'string', { hasUniqueValue: true, description: 'The number that accounting knows the person by' }),
  custom('preferred_machine', 'number', { referencedObjectType: '2-3465710', description: 'The machine that the person asks about most' }),
  custom('old_newsletter_flag', 'bool', { archived: true }),
  custom('fax_2', 'string', { archived: true }),
  standard('hs_legacy_score', 'number', { archived: true }),
  custom('national_id', 'string', { dataSensitivity: 'highly_sensitive' }),
  custom('dietary_needs', 'string', { dataSensitivity: 'sensitive' }),
];

export const companyProperties: readonly HubspotProperty[] = [
  ...common,
  ...many('string', 'name domain phone address address2 city state zip country website description about_us timezone'),
  ...many('enumeration', 'industry type lifecyclestage hs_lead_status'),
  ...many('number', 'numberofemployees annualrevenue num_associated_contacts num_associated_deals total_revenue hs_num_child_companies'),
  ...many('datetime', 'createdate closedate first_contact_createdate notes_last_updated'),
  standard('hs_parent_company_id', 'number', { label: 'Parent Company', referencedObjectType: 'COMPANY' }),
  ...['source', 'latest_source'].flatMap((source) => many('string', `hs_analytics_${source} hs_analytics_${source}_data_1`)),
  ...['20', '30', '40'].flatMap((size) => [custom(`license_tier_${size}`, 'number'), custom(`license_tier_${size}_since`, 'date')]),
  custom('vat_number', 'string', { hasUniqueValue: true }),
  custom('region_code_old', 'string', { archived: true }),
];

export const dealProperties: readonly HubspotProperty[] = [
  ...common,
  ...many('string', 'dealname description closed_lost_reason closed_won_reason deal_currency_code'),
  ...many('enumeration', 'dealstage pipeline dealtype hs_priority hs_forecast_category'),
  ...many('number', 'amount amount_in_home_currency hs_acv hs_arr hs_mrr hs_tcv days_to_close hs_deal_stage_probability num_associated_contacts'),
  ...many('datetime', 'createdate closedate notes_last_updated'),
  // Of an object that these credentials may not read.
  standard('hs_primary_quote_id', 'number', { referencedObjectType: 'QUOTE' }),
  custom('handover_owner', 'enumeration', { referencedObjectType: 'OWNER' }),
];
