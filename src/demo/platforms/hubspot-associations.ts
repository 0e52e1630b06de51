/** One direction of an association. */
interface HubspotDirection {
  readonly typeId: number;
  readonly label: string | null;
  /** The name in the object schemas, where they have it. */
  readonly name: string | null;
  readonly limit: number | null;
}

/** An association of the fake account, as its people think of it: both directions together. */
export interface HubspotAssociation {
  readonly from: string;
  readonly to: string;
  readonly category: string;
  readonly there: HubspotDirection;
  /** null where there is no way back, or where it is the same. */
  readonly back: HubspotDirection | null;
}

const machine = '2-3465710';
const visit = '2-3465711';

const way = (typeId: number, label: string | null, name: string | null, limit: number | null = null): HubspotDirection => ({
  typeId,
  label,
  name,
  limit,
});
const pair = (category: string, from: string, to: string, there: HubspotDirection, back: HubspotDirection | null): HubspotAssociation => ({
  from,
  to,
  category,
  there,
  back,
});
/** HubSpot's own unlabelled default: `one_to_other` and `other_to_one`. */
const plain = (from: string, to: string, ids: readonly [number, number], names: readonly [string, string], end = '') =>
  pair('HUBSPOT_DEFINED', from, to, way(ids[0], null, `${names[0]}_to_${names[1]}${end}`), way(ids[1], null, `${names[1]}_to_${names[0]}${end}`));

export const associations: readonly HubspotAssociation[] = [
  pair('HUBSPOT_DEFINED', 'contacts', 'companies', way(1, 'Primary', 'contact_to_company'), way(2, 'Primary', 'company_to_contact')),
  plain('contacts', 'companies', [279, 280], ['contact', 'company'], '_unlabeled'),
  plain('deals', 'contacts', [3, 4], ['deal', 'contact']),
  pair('HUBSPOT_DEFINED', 'deals', 'companies', way(5, 'Primary', 'deal_to_company'), way(6, 'Primary', 'company_to_deal')),
  plain('deals', 'companies', [341, 342], ['deal', 'company'], '_unlabeled'),
  pair(
    'HUBSPOT_DEFINED',
    'companies',
    'companies',
    way(13, 'Child Company', 'parent_to_child_company'),
    way(14, 'Parent Company', 'child_to_parent_company', 1),
  ),
  pair('HUBSPOT_DEFINED', 'companies', 'companies', way(450, null, 'company_to_company'), null),
  pair('HUBSPOT_DEFINED', 'contacts', 'contacts', way(449, null, 'contact_to_contact'), null),
  plain('contacts', 'tickets', [15, 16], ['contact', 'ticket']),
  plain('tickets', 'companies', [339, 340], ['ticket', 'company'], '_unlabeled'),
  plain('deals', 'tickets', [27, 28], ['deal', 'ticket']),
  pair('HUBSPOT_DEFINED', 'deals', 'line_items', way(19, null, 'deal_to_line_item'), way(20, null, 'line_item_to_deal', 1)),
  plain('contacts', 'calls', [193, 194], ['contact', 'call']),
  plain('companies', 'calls', [181, 182], ['company', 'call']),
  plain('contacts', 'emails', [197, 198], ['contact', 'email']),
  plain('contacts', 'meetings', [199, 200], ['contact', 'meeting_event']),
  plain('contacts', 'notes', [201, 202], ['contact', 'note']),
  plain('deals', 'notes', [213, 214], ['deal', 'note']),
  plain('contacts', 'tasks', [203, 204], ['contact', 'task']),

  // One label for both directions, under one name; the other has no name in the schemas.
  pair('USER_DEFINED', 'deals', 'contacts', way(31, 'Decision maker', 'decision_maker'), way(32, 'Decision maker', 'decision_maker')),
  pair('USER_DEFINED', 'contacts', 'companies', way(35, 'Billing contact', null), way(36, 'Billing contact', null, 1)),
  // Labels that differ by direction, and no names: only the ids say that they belong together.
  pair('USER_DEFINED', 'contacts', 'companies', way(41, 'Consultant of', null), way(42, 'Advised by', null)),
  pair('USER_DEFINED', 'companies', 'contacts', way(43, 'Buys through', null, 10), way(44, 'Buys for', null)),

  pair('USER_DEFINED', machine, 'companies', way(51, null, 'machine_to_company', 1), way(52, null, 'company_to_machine')),
  pair('USER_DEFINED', machine, 'contacts', way(53, 'Operator', 'operators', 1), way(54, 'Operator', 'operators', 1)),
  pair('USER_DEFINED', visit, machine, way(55, null, 'service_visit_to_machine', 1), way(56, null, 'machine_to_service_visit')),
  pair('USER_DEFINED', machine, machine, way(57, 'Replaces', 'replacement'), way(58, 'Replaced by', 'replacement')),
  // Two symmetric labels that were made one after the other: their ids are neighbours, and they have nothing to do with each other.
  pair('USER_DEFINED', machine, machine, way(60, 'Twin of', null), null),
  pair('USER_DEFINED', machine, machine, way(61, 'Shares parts with', null), null),

  pair('INTEGRATOR_DEFINED', 'contacts', 'deals', way(1001, 'Signatory', null), way(1002, 'Signatory', null)),
  pair('INTEGRATOR_DEFINED', 'tickets', 'deals', way(2001, 'Upsell', null), null),
  // The same ids as HubSpot's own unlabelled ones.
  pair('WORK', 'contacts', 'companies', way(279, 'Assigned', null), way(280, 'Assigned', null)),
  pair('WORK', 'tasks', 'deals', way(12, 'Works on', 'task_to_deal'), way(13, 'Worked on by', 'deal_to_task')),
  pair('PARTNER_DEFINED', 'tickets', 'companies', way(7, 'Escalated to', null), way(8, 'Handles', null)),
];

/** Of objects that the credentials may not read: the schemas list them all the same. */
export const hiddenAssociations: readonly HubspotAssociation[] = [plain('deals', 'quotes', [63, 64], ['deal', 'quote'])];
