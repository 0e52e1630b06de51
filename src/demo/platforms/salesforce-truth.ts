import { salesforceObjects } from './salesforce-account.ts';

interface SalesforceAssociation {
  readonly from: string;
  readonly to: string;
  /** `Object.field`. */
  readonly typeId: string;
  readonly kind: 'lookup' | 'master_detail' | 'external_lookup' | 'unseen';
}

const polymorphic = {
  'Case.OwnerId': 'Group User',
  'Lead.OwnerId': 'Group User',
  'Project__c.OwnerId': 'Group User',
  'Task.OwnerId': 'Group User',
  'Task.WhoId': 'Contact Lead',
  'Task.WhatId': 'Account Campaign Case Opportunity Product2 Project__c',
  'TaskRelation.RelationId': 'Account Contact Lead Opportunity',
};

const lookups = {
  'Account.MasterRecordId': 'Account',
  'Account.OwnerId': 'User',
  'Account.ParentId': 'Account',
  'Account.Success_Manager__c': 'User',
  'Campaign.OwnerId': 'User',
  'Campaign.ParentId': 'Campaign',
  'CampaignMember.ContactId': 'Contact',
  'CampaignMember.LeadId': 'Lead',
  'Case.AccountId': 'Account',
  'Case.ContactId': 'Contact',
  'Case.ParentId': 'Case',
  'Contact.AccountId': 'Account',
  'Contact.MasterRecordId': 'Contact',
  'Contact.OwnerId': 'User',
  'Contact.ReportsToId': 'Contact',
  'Group.RelatedId': 'User',
  'Lead.ConvertedAccountId': 'Account',
  'Lead.ConvertedContactId': 'Contact',
  'Lead.ConvertedOpportunityId': 'Opportunity',
  'Milestone__c.Blocked_By__c': 'Milestone__c',
  'Opportunity.AccountId': 'Account',
  'Opportunity.CampaignId': 'Campaign',
  'Opportunity.ContactId': 'Contact',
  'Opportunity.OwnerId': 'User',
  'Opportunity.Pricebook2Id': 'Pricebook2',
  'OpportunityLineItem.PricebookEntryId': 'PricebookEntry',
  'OpportunityLineItem.Product2Id': 'Product2',
  'Project__c.Customer__c': 'Account',
  'Project__c.Opportunity__c': 'Opportunity',
  'Task.AccountId': 'Account',
  'User.ContactId': 'Contact',
  'User.ManagerId': 'User',
};

const masters = {
  'CampaignMember.CampaignId': 'Campaign',
  'Milestone__c.Project__c': 'Project__c',
  'OpportunityHistory.OpportunityId': 'Opportunity',
  'OpportunityLineItem.OpportunityId': 'Opportunity',
  'PricebookEntry.Pricebook2Id': 'Pricebook2',
  'PricebookEntry.Product2Id': 'Product2',
  'TaskRelation.TaskId': 'Task',
};

const external = { 'Delivery__x.Customer__c': 'Account', 'Milestone__c.Delivery__c': 'Delivery__x' };

/** Its field is not shown to the user that reads; only its target tells of it. */
const unseen = { 'Case.Project__c': 'Project__c' };

const audit = Object.fromEntries(
  salesforceObjects.flatMap(({ name }) => [`${name}.CreatedById`, `${name}.LastModifiedById`].map((typeId) => [typeId, 'User'])),
);

/** What a reader of the fake organization must find, no less and no more. */
export const salesforceTruth = {
  objects: salesforceObjects.map(({ name }) => name).toSorted(),
  associations: [
    ...associations({ ...polymorphic, ...lookups, ...audit }, 'lookup'),
    ...associations(masters, 'master_detail'),
    ...associations(external, 'external_lookup'),
    ...associations(unseen, 'unseen'),
  ],
  /** The fields that may point to several objects. */
  groups: Object.keys(polymorphic).toSorted(),
  /** Companions, hidden or deprecated objects, objects that cannot be queried, and one whose description is gone when it is asked for. */
  leftOut: [
    'AccountChangeEvent',
    'AccountFeed',
    'AccountHistory',
    'AccountShare',
    'Audit_Event__e',
    'Legacy_Rating__c',
    'Old_Survey__c',
    'Project__History',
    'Project__Share',
  ],
} as const;

function associations(targets: Readonly<Record<string, string>>, kind: SalesforceAssociation['kind']): SalesforceAssociation[] {
  return Object.entries(targets).flatMap(([typeId, to]) =>
    to.split(' ').map((target) => ({ from: typeId.split('.')[0] ?? '', to: target, typeId, kind })),
  );
}
