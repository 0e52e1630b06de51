import { object, plain, reference, type SalesforceObject } from './salesforce-schema.ts';

const address = (prefix: string) =>
  plain(
    [
      'Street textarea',
      'City string',
      'State string',
      'PostalCode string',
      'Country string',
      'Latitude double',
      'Longitude double',
      'GeocodeAccuracy picklist',
      'Address address',
    ]
      .map((field) => prefix + field)
      .join(', '),
  );
const owner = reference('OwnerId', 'User');
const queueOwner = reference('OwnerId', ['Group', 'User']);

/** The objects of the fake organization whose descriptions can be had: sales, service, a project business of its own, an outside warehouse. */
export const salesforceObjects: readonly SalesforceObject[] = [
  object('Account', '001', 'Account', [
    reference('MasterRecordId', 'Account'),
    ...plain('Name string!, Type picklist'),
    reference('ParentId', 'Account', { children: 'ChildAccounts' }),
    ...address('Billing'),
    ...address('Shipping'),
    ...plain(
      `Phone phone, Fax phone, AccountNumber string, Website url, PhotoUrl url, Sic string, Industry picklist, AnnualRevenue currency,
      NumberOfEmployees int, Ownership picklist, TickerSymbol string, Description textarea, Rating picklist, Site string`,
    ),
    owner,
    ...plain(
      `LastActivityDate date, LastViewedDate datetime, LastReferencedDate datetime, IsCustomerPortal boolean, Jigsaw string,
      JigsawCompanyId string, CleanStatus picklist, AccountSource picklist, DunsNumber string, Tradestyle string, NaicsCode string,
      NaicsDesc string, YearStarted string, SicDesc string, IsPriorityRecord boolean, Tier picklist`,
    ),
    { name: 'Customer_Number__c', type: 'string', isUnique: true, isExternalId: true, help: 'Number of the customer in the warehouse' },
    { name: 'Tax_Number__c', type: 'encryptedstring' },
    ...plain(
      `Active__c picklist, Customer_Priority__c picklist, Upsell_Opportunity__c picklist, SLA__c picklist, SLA_Serial_Number__c string,
      SLA_Expiration_Date__c date, Number_Of_Locations__c double, Net_Promoter_Score__c percent, Onboarded_On__c datetime, Opens_At__c time,
      Legacy_Code__c string, Segments__c multipicklist, Credit_Limit__c currency, Health__c double, Renewal_Notes__c textarea`,
    ),
    reference('Success_Manager__c', 'User', { children: 'Managed_Accounts__r' }),
    reference('Main_Project__c', 'Project__c', { isHidden: true }),
  ]),
  object('Contact', '003', 'Contact', [
    reference('MasterRecordId', 'Contact'),
    reference('AccountId', 'Account', { children: 'Contacts', cascades: true }),
    ...plain(
      'LastName string!, FirstName string, Salutation picklist, Name string, Phone phone, MobilePhone phone, Email email, Title string, Birthdate date',
    ),
    ...address('Mailing'),
    reference('ReportsToId', 'Contact'),
    owner,
    ...plain('HasOptedOutOfEmail boolean, Languages__c multipicklist'),
  ]),
  object('Lead', '00Q', 'Lead', [
    ...plain('LastName string!, FirstName string, Name string, Company string!, Email email, Status picklist!, IsConverted boolean'),
    reference('ConvertedAccountId', 'Account'),
    reference('ConvertedContactId', 'Contact'),
    reference('ConvertedOpportunityId', 'Opportunity'),
    queueOwner,
  ]),
  object('Opportunity', '006', 'Opportunity', [
    reference('AccountId', 'Account', { children: 'Opportunities', cascades: true }),
    ...plain('Name string!, StageName picklist!, Amount currency, Probability percent, CloseDate date!, IsClosed boolean, IsWon boolean'),
    reference('CampaignId', 'Campaign', { children: 'Opportunities' }),
    reference('Pricebook2Id', 'Pricebook2'),
    owner,
    reference('ContactId', 'Contact'),
  ]),
  object('OpportunityHistory', '008', 'Opportunity History', [
    reference('OpportunityId', 'Opportunity', { children: 'OpportunityHistories', isRequired: true, cascades: true }),
    ...plain('StageName picklist, Amount currency, CloseDate date'),
  ]),
  object('OpportunityLineItem', '00k', 'Opportunity Product', [
    reference('OpportunityId', 'Opportunity', { children: 'OpportunityLineItems', isRequired: true, cascades: true }),
    reference('PricebookEntryId', 'PricebookEntry'),
    reference('Product2Id', 'Product2'),
    ...plain('Quantity double!, UnitPrice currency, TotalPrice currency, ServiceDate date'),
  ]),
  object('Pricebook2', '01s', 'Price Book', plain('Name string!, IsActive boolean, IsStandard boolean')),
  object('PricebookEntry', '01u', 'Price Book Entry', [
    reference('Pricebook2Id', 'Pricebook2', { children: 'PricebookEntries', isRequired: true, cascades: true }),
    reference('Product2Id', 'Product2', { children: 'PricebookEntries', isRequired: true, cascades: true }),
    ...plain('UnitPrice currency!, IsActive boolean'),
  ]),
  object('Product2', '01t', 'Product', plain('Name string!, ProductCode string, Description textarea, Family picklist, IsActive boolean')),
  object('Campaign', '701', 'Campaign', [
    ...plain('Name string!, Type picklist, Status picklist, StartDate date, EndDate date, BudgetedCost currency'),
    reference('ParentId', 'Campaign', { children: 'ChildCampaigns' }),
    owner,
  ]),
  object('CampaignMember', '00v', 'Campaign Member', [
    reference('CampaignId', 'Campaign', { children: 'CampaignMembers', isRequired: true, cascades: true }),
    reference('LeadId', 'Lead', { children: 'CampaignMembers', cascades: true }),
    reference('ContactId', 'Contact', { children: 'CampaignMembers', cascades: true }),
    ...plain('Status picklist, HasResponded boolean'),
  ]),
  object('Case', '500', 'Case', [
    ...plain('CaseNumber string!, Subject string, Status picklist, Priority picklist, Origin picklist, IsEscalated boolean, ClosedDate datetime'),
    reference('ContactId', 'Contact', { children: 'Cases' }),
    reference('AccountId', 'Account', { children: 'Cases' }),
    reference('ParentId', 'Case', { children: 'Cases' }),
    reference('AssetId', 'Asset'),
    queueOwner,
  ]),
  object('Task', '00T', 'Task', [
    reference('WhoId', ['Contact', 'Lead'], { children: 'Tasks' }),
    reference('WhatId', ['Account', 'Asset', 'Campaign', 'Case', 'Contract', 'Opportunity', 'Product2', 'Project__c'], { children: 'Tasks' }),
    ...plain('Subject combobox, ActivityDate date, Status picklist!, Priority picklist!, Description textarea'),
    queueOwner,
    reference('AccountId', 'Account'),
  ]),
  object('TaskRelation', '0RT', 'Task Relation', [
    reference('RelationId', ['Account', 'Contact', 'Lead', 'Opportunity'], { children: 'TaskRelations' }),
    reference('TaskId', 'Task', { children: 'TaskRelations', isRequired: true, cascades: true }),
    ...plain('IsWhat boolean'),
  ]),
  object('User', '005', 'User', [
    ...plain('Username string!, LastName string!, FirstName string, Name string, Email email!, IsActive boolean, Department string'),
    reference('ManagerId', 'User'),
    reference('ProfileId', 'Profile', { isRequired: true }),
    reference('ContactId', 'Contact'),
  ]),
  object('Group', '00G', 'Group', [...plain('Name string!, DeveloperName string, Type picklist'), reference('RelatedId', 'User')]),
  object('Project__c', 'a01', 'Project', [
    ...plain('Name string'),
    queueOwner,
    reference('Customer__c', 'Account', { children: 'Projects__r' }),
    reference('Opportunity__c', 'Opportunity', { children: 'Projects__r' }),
    ...plain('Budget__c currency, Starts_On__c date, Site__c location, Site__Latitude__s double, Site__Longitude__s double'),
  ]),
  object('Milestone__c', 'a02', 'Milestone', [
    ...plain('Name string'),
    reference('Project__c', 'Project__c', { children: 'Milestones__r', masterOrder: 0, isRequired: true, cascades: true }),
    reference('Blocked_By__c', 'Milestone__c', { children: 'Blocks__r' }),
    reference('Delivery__c', 'Delivery__x', { children: 'Milestones__r', targetField: 'ExternalId' }),
    ...plain('Due_On__c date!, Is_Done__c boolean'),
  ]),
  object('Delivery__x', 'x01', 'Delivery', [
    ...plain('ExternalId string=!, DisplayUrl url'),
    reference('Customer__c', 'Account', { children: 'Deliveries__r', targetField: 'Customer_Number__c' }),
    ...plain('Carrier__c string, Weight__c double'),
  ]),
];
