/** An object type that every account may have. */
export interface StandardObject {
  /** As the paths of the API have it; our API identifier. */
  readonly apiIdentifier: string;
  readonly objectName: string;
  /** As associations name it; undefined for owners, which have no associations but those that fields hold. */
  readonly typeId?: string;
  /** As `referencedObjectType` has it. */
  readonly word: string;
}

/** HubSpot's own types. Which of them an account has depends on what it bought, and which of those are shown on the scopes of the credentials. */
export const standardObjects: readonly StandardObject[] = [
  { apiIdentifier: 'contacts', objectName: 'Contact', typeId: '0-1', word: 'CONTACT' },
  { apiIdentifier: 'companies', objectName: 'Company', typeId: '0-2', word: 'COMPANY' },
  { apiIdentifier: 'deals', objectName: 'Deal', typeId: '0-3', word: 'DEAL' },
  { apiIdentifier: 'tickets', objectName: 'Ticket', typeId: '0-5', word: 'TICKET' },
  { apiIdentifier: 'leads', objectName: 'Lead', typeId: '0-136', word: 'LEAD' },
  { apiIdentifier: 'products', objectName: 'Product', typeId: '0-7', word: 'PRODUCT' },
  { apiIdentifier: 'line_items', objectName: 'Line item', typeId: '0-8', word: 'LINE_ITEM' },
  { apiIdentifier: 'quotes', objectName: 'Quote', typeId: '0-14', word: 'QUOTE' },
  { apiIdentifier: 'orders', objectName: 'Order', typeId: '0-123', word: 'ORDER' },
  { apiIdentifier: 'invoices', objectName: 'Invoice', typeId: '0-53', word: 'INVOICE' },
  { apiIdentifier: 'subscriptions', objectName: 'Subscription', typeId: '0-69', word: 'SUBSCRIPTION' },
  { apiIdentifier: 'commerce_payments', objectName: 'Payment', typeId: '0-101', word: 'COMMERCE_PAYMENT' },
  { apiIdentifier: 'calls', objectName: 'Call', typeId: '0-48', word: 'CALL' },
  { apiIdentifier: 'emails', objectName: 'Email', typeId: '0-49', word: 'EMAIL' },
  { apiIdentifier: 'meetings', objectName: 'Meeting', typeId: '0-47', word: 'MEETING_EVENT' },
  { apiIdentifier: 'notes', objectName: 'Note', typeId: '0-46', word: 'NOTE' },
  { apiIdentifier: 'tasks', objectName: 'Task', typeId: '0-27', word: 'TASK' },
  { apiIdentifier: 'communications', objectName: 'Communication', typeId: '0-18', word: 'COMMUNICATION' },
  { apiIdentifier: 'postal_mail', objectName: 'Postal mail', typeId: '0-116', word: 'POSTAL_MAIL' },
  { apiIdentifier: 'feedback_submissions', objectName: 'Feedback submission', typeId: '0-19', word: 'FEEDBACK_SUBMISSION' },
  { apiIdentifier: 'goal_targets', objectName: 'Goal', typeId: '0-74', word: 'GOAL_TARGET' },
  { apiIdentifier: 'users', objectName: 'User', typeId: '0-115', word: 'USER' },
  { apiIdentifier: 'owners', objectName: 'Owner', word: 'OWNER' },
];
