import { describe, expect, it } from 'vitest';
import { loneHost } from '../../../test/support/lone-host.ts';
import { startSalesforce, salesforceTruth } from '../../demo/platforms/salesforce.ts';
import { associationsOf } from './associations.ts';
import { connector } from './index.ts';
import { modelOf } from './model.ts';
import { chooseObjects } from './objects.ts';
import { objectDescription, objectList } from './payloads.ts';
import { partsOf, soqlOf } from './soql.ts';
import { valueText } from './value-texts.ts';

const never = new AbortController().signal;
const description = (name: string, fields: readonly object[], childRelationships: readonly object[] = []) =>
  objectDescription.parse({ name, fields, childRelationships });
const reference = (name: string, more: object = {}) => ({ name, type: 'reference', nillable: true, referenceTo: ['A'], ...more });

describe('associations of described objects', () => {
  it('are 1:1 where the field is unique, and named by the field where no query can walk along them', () => {
    const found = associationsOf([description('A', []), description('B', [reference('X__c', { unique: true, custom: true, label: 'The X' })])]);
    expect(found).toMatchObject([{ from: 'B', to: 'A', typeId: 'B.X__c', label: 'The X', cardinality: '1:1', category: 'CUSTOM' }]);
  });

  it('take words of the target that are left out, null or new', () => {
    const children = [
      { childSObject: 'B', field: 'AId', relationshipName: null, news: 1 },
      { childSObject: null, field: null },
    ];
    expect(associationsOf([description('A', [], children), description('B', [reference('AId')])])).toMatchObject([
      { metadata: { kind: 'lookup', cascade_delete: false } },
    ]);
  });

  it('are none where field or relationship is deprecated, and none where the other object is not described', () => {
    const children = [
      { childSObject: 'B', field: 'OldId' },
      { childSObject: 'B', field: 'GoneId', deprecatedAndHidden: true },
      { childSObject: 'C', field: 'AId' },
    ];
    const fields = [
      reference('OldId', { deprecatedAndHidden: true }),
      reference('OtherId', { referenceTo: ['Z'] }),
      reference('EmptyId', { referenceTo: [] }),
    ];
    expect(associationsOf([description('A', [], children), description('B', fields)])).toEqual([]);
  });

  it('are master-detail by their order, and for standard fields by a required parent that takes its children along', () => {
    const kinds = (field: object) =>
      associationsOf([description('A', []), description('B', [reference('AId', field)])]).map(({ metadata }) => metadata['kind']);
    expect(kinds({ relationshipOrder: 1 })).toEqual(['master_detail']);
    expect(kinds({ cascadeDelete: true, nillable: false })).toEqual(['master_detail']);
    expect(kinds({ cascadeDelete: true })).toEqual(['lookup']);
    expect(kinds({ nillable: false })).toEqual(['lookup']);
    expect(kinds({ referenceTargetField: 'Number__c' })).toEqual(['external_lookup']);
  });
});

describe('the objects of a model', () => {
  const listed = (...names: string[]) => objectList.parse({ sobjects: names.map((name) => ({ name, queryable: true })) }).sobjects;

  it('are told from their companions by name where the API is too old to say', () => {
    const names = ['Account', 'AccountHistory', 'LoginHistory', 'P__History', 'P__c', 'P__Share', 'Newsfeed'];
    expect(chooseObjects(listed(...names), { include_custom: true }).chosen).toEqual(['Account', 'LoginHistory', 'Newsfeed', 'P__c']);
  });

  it('keep their order whatever the order of the list', () => {
    const [a, b] = [description('A', []), description('B', [reference('AId')])];
    expect(modelOf([b, a], [])).toEqual(modelOf([a, b], []));
  });
});

describe('queries', () => {
  it('stay short, and give every part the Id', () => {
    const fields = Array.from({ length: 700 }, (_, n) => `Quite_A_Long_Field_Name_${n}__c`);
    const parts = partsOf(fields);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every((part) => part[0] === 'Id' && encodeURIComponent(part.join(',')).length < 6100)).toBe(true);
    expect(parts.flatMap((part) => part.slice(1))).toEqual(fields);
  });

  it('take nothing but names', () => {
    expect(soqlOf({ object: 'Account', fields: ['Id', 'Name'], limit: 5 })).toBe('SELECT Id,Name FROM Account ORDER BY Id LIMIT 5');
    expect(() => soqlOf({ object: 'Account WHERE', fields: ['Id'] })).toThrow(/name of letters/);
    expect(() => soqlOf({ object: 'Account', fields: ['Id'], between: ["001' OR Id != '", '002'] })).toThrow(/name of letters/);
  });
});

it.each([
  ['2025-01-31T08:15:30.000+0000', 'datetime', '2025-01-31 08:15:30'],
  ['2025-01-31T08:15:30.120Z', 'datetime', '2025-01-31 08:15:30.12'],
  ['08:15:30.000Z', 'time', '08:15:30'],
  ['2025-01-31', 'date', '2025-01-31'],
  [1e21, 'double', '1000000000000000000000'],
  [0.1, 'currency', '0.1'],
  [true, 'boolean', 'true'],
  [{ a: [1] }, 'complexvalue', '{"a":[1]}'],
  [null, 'string', null],
  ['', 'string', ''],
])('writes %j of type %s as %j', (value, type, text) => {
  expect(valueText(value, type)).toBe(text);
});

describe('a large organization', () => {
  const describeBy = async (options: Parameters<typeof startSalesforce>[0]) => {
    const platform = await startSalesforce(options);
    const session = await connector.open(connector.configSchema.parse(platform.config), never, loneHost);
    const progress: number[] = [];
    const model = await session.describe(never, ({ done }) => progress.push(done));
    const paths = platform.requests.map(({ path }) => path.replace('/services/data/v60.0', ''));
    await session.close();
    await platform.close();
    return { model, paths, progress, atOnce: platform.mostAtOnce };
  };

  it('of 300 objects and an object of 5,000 fields is described by a few calls', async () => {
    const { model, paths, progress, atOnce } = await describeBy({ manyObjects: 300, manyFields: 5000 });
    expect(model.objects).toHaveLength(salesforceTruth.objects.length + 300);
    expect(model.objects[0]?.fields.length).toBeGreaterThan(5000);
    expect(model.associations.filter(({ typeId }) => /^Custom_Object_\d+__c\.Account__c$/.test(typeId))).toHaveLength(300);
    expect(paths.filter((path) => path === '/composite/batch')).toHaveLength(13);
    expect(paths).toHaveLength(15);
    expect(atOnce).toBeLessThanOrEqual(2);
    expect(progress.at(-1)).toBe(model.objects.length);
  });

  it('is asked again, object by object, for what the batch did not bring', async () => {
    const { model, paths } = await describeBy({ failingInBatch: ['Lead', 'Task'] });
    expect(model.objects.map(({ apiIdentifier }) => apiIdentifier)).toEqual(salesforceTruth.objects);
    expect(model.associations).toHaveLength(salesforceTruth.associations.length);
    expect(paths.filter((path) => path.endsWith('/describe')).toSorted()).toEqual(['/sobjects/Lead/describe', '/sobjects/Task/describe']);
  });
});
