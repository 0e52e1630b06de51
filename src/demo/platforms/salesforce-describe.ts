import { labelOf, type SalesforceField, type SalesforceObject } from './salesforce-schema.ts';

const isCustom = (name: string) => /__[a-z]$/.test(name);

/** What is listed beside the objects that can be described: name, and whom it accompanies in which way. */
const others = [
  { name: 'AccountChangeEvent', associateEntityType: 'ChangeEvent', associateParentEntity: 'Account' },
  { name: 'AccountFeed', associateEntityType: 'Feed', associateParentEntity: 'Account' },
  { name: 'AccountHistory', associateEntityType: 'History', associateParentEntity: 'Account' },
  { name: 'AccountShare', associateEntityType: 'Share', associateParentEntity: 'Account' },
  { name: 'Audit_Event__e', queryable: false },
  { name: 'Legacy_Rating__c', deprecatedAndHidden: true },
  { name: 'Old_Survey__c' },
  { name: 'Project__History', associateEntityType: 'History', associateParentEntity: 'Project__c' },
  { name: 'Project__Share', associateEntityType: 'Share', associateParentEntity: 'Project__c' },
];

/** `GET /services/data/vNN.0/sobjects`. */
export function listObjects(objects: readonly SalesforceObject[], version: string) {
  const described = objects.map(({ name, label, prefix }) => ({ name, label, keyPrefix: prefix }));
  const sobjects = [...described, ...others].map((entry) => ({
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: true,
    custom: isCustom(entry.name),
    customSetting: false,
    deprecatedAndHidden: false,
    label: labelOf(entry.name),
    labelPlural: `${labelOf(entry.name)}s`,
    queryable: true,
    retrieveable: true,
    ...entry,
    urls: { sobject: `/services/data/${version}/sobjects/${entry.name}`, describe: `/services/data/${version}/sobjects/${entry.name}/describe` },
  }));
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects };
}

/** `GET /services/data/vNN.0/sobjects/{name}/describe`; undefined where there is no such object. */
export function describeObject(objects: readonly SalesforceObject[], name: string) {
  const found = objects.find((object) => object.name === name);
  if (found === undefined) return undefined;
  return {
    name,
    label: found.label,
    labelPlural: `${found.label}s`,
    keyPrefix: found.prefix,
    custom: isCustom(name),
    deprecatedAndHidden: false,
    queryable: true,
    fields: found.fields.map(describeField),
    childRelationships: childrenOf(objects, name),
    recordTypeInfos: [
      { active: true, available: true, defaultRecordTypeMapping: true, master: true, name: 'Master', recordTypeId: '012000000000000AAA' },
    ],
  };
}

function describeField(field: SalesforceField) {
  const { name, type } = field;
  const isAudit = /^(Id|IsDeleted|CreatedDate|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp)$/.test(name);
  const isRequired = field.isRequired ?? false;
  return {
    name,
    label: labelOf(name),
    type,
    soapType: type === 'reference' ? 'tns:ID' : `xsd:${type}`,
    length: type === 'reference' || type === 'id' ? 18 : 255,
    custom: isCustom(name),
    createable: !isAudit && type !== 'address' && type !== 'location',
    updateable: !isAudit && field.masterOrder === undefined,
    nillable: !isAudit && !isRequired && type !== 'boolean',
    defaultedOnCreate: isAudit || type === 'boolean' || name === 'OwnerId',
    unique: field.isUnique ?? false,
    externalId: field.isExternalId ?? false,
    idLookup: type === 'id' || type === 'email' || (field.isExternalId ?? false),
    encrypted: type === 'encryptedstring',
    calculated: false,
    deprecatedAndHidden: field.isHidden ?? false,
    inlineHelpText: field.help ?? null,
    picklistValues: [],
    referenceTo: field.to ?? [],
    relationshipName: field.relationship ?? null,
    relationshipOrder: field.masterOrder ?? null,
    referenceTargetField: field.targetField ?? null,
    polymorphicForeignKey: (field.to?.length ?? 0) > 1,
    namePointing: (field.to?.length ?? 0) > 1,
    cascadeDelete: false,
    restrictedDelete: false,
  };
}

function childrenOf(objects: readonly SalesforceObject[], name: string) {
  const child = (object: Pick<SalesforceObject, 'name'>, field: Omit<SalesforceField, 'type'>) => ({
    childSObject: object.name,
    field: field.name,
    relationshipName: field.children ?? null,
    cascadeDelete: field.cascades ?? false,
    restrictedDelete: false,
    deprecatedAndHidden: field.isHidden ?? false,
    junctionIdListNames: object.name === 'TaskRelation' && name === 'Task' ? ['TaskWhoIds'] : [],
    junctionReferenceTo: object.name === 'TaskRelation' && name === 'Task' ? ['Contact', 'Lead'] : [],
  });
  const seen = objects.flatMap((object) => object.fields.filter(({ to }) => to?.includes(name)).map((field) => child(object, field)));
  return [...seen, ...(unseen[name] ?? []).map(([object, field, children]) => child({ name: object }, { name: field, children }))];
}

/** Children that the organization has and this user cannot see: whole objects, and one field. */
const unseen: Readonly<Record<string, readonly (readonly [object: string, field: string, children: string])[]>> = {
  Account: [
    ['Asset', 'AccountId', 'Assets'],
    ['Contract', 'AccountId', 'Contracts'],
    ['AccountHistory', 'AccountId', 'Histories'],
  ],
  Contact: [['Asset', 'ContactId', 'Assets']],
  Project__c: [
    ['Case', 'Project__c', 'Cases__r'],
    ['Project__History', 'ParentId', 'Histories'],
  ],
};
