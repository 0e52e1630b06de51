/** A field of the fake organization; what is left out is false, or empty. */
export interface SalesforceField {
  readonly name: string;
  readonly type: string;
  readonly isRequired?: boolean;
  readonly isUnique?: boolean;
  readonly isExternalId?: boolean;
  readonly isHidden?: boolean;
  readonly help?: string;
  readonly to?: readonly string[];
  /** How a query walks along the reference. */
  readonly relationship?: string;
  /** How a query of the target walks back. */
  readonly children?: string;
  /** Position among the masters of its object. */
  readonly masterOrder?: 0 | 1;
  readonly cascades?: boolean;
  /** The field of the target that holds the same value, where that is not its id. */
  readonly targetField?: string;
}

export interface SalesforceObject {
  readonly name: string;
  readonly label: string;
  /** The first three characters of its ids. */
  readonly prefix: string;
  readonly fields: readonly SalesforceField[];
}

/** Reads `Name string!, Website url`: name and type; `!` is required, `=` unique. */
export function plain(text: string): SalesforceField[] {
  return text
    .trim()
    .split(/\s*,\s*/)
    .map((entry) => {
      const [, name, type, marks] = /^(\w+) (\w+)([!=]*)$/.exec(entry) ?? [];
      if (name === undefined || type === undefined) throw new Error(`"${entry}" is no field`);
      return { name, type, isRequired: marks?.includes('!') ?? false, isUnique: marks?.includes('=') ?? false };
    });
}

/** A reference, by default a lookup that may be empty. */
export function reference(name: string, to: string | readonly string[], more: Partial<SalesforceField> = {}): SalesforceField {
  const relationship = name.endsWith('__c') ? name.replace(/c$/, 'r') : name.replace(/Id$/, '');
  return { name, type: 'reference', to: typeof to === 'string' ? [to] : to, relationship, ...more };
}

/** An object with the fields that the platform gives every object. */
export function object(name: string, prefix: string, label: string, fields: readonly SalesforceField[]): SalesforceObject {
  const audit = [
    ...plain('IsDeleted boolean, CreatedDate datetime'),
    reference('CreatedById', 'User'),
    ...plain('LastModifiedDate datetime'),
    reference('LastModifiedById', 'User'),
    ...plain('SystemModstamp datetime'),
  ];
  return { name, prefix, label, fields: [{ name: 'Id', type: 'id' }, ...fields, ...audit] };
}

/** How people read a name: `AnnualRevenue` and `Annual_Revenue__c` are both Annual Revenue. */
export function labelOf(name: string): string {
  return name
    .replace(/__\w$/, '')
    .replace(/Id$/, ' ID')
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/ +/g, ' ')
    .trim();
}
