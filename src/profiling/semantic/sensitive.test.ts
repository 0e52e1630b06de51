import { expect, test } from 'vitest';
import type { ValueClass } from '../../domain/profile.ts';
import { NOTHING_MEASURED, type Measures } from '../measure.ts';
import { detectSemanticType } from './detect.ts';

function measured(values: readonly string[], valueClass: ValueClass, repeats: number): Measures {
  const lengths = values.map((value) => value.length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / values.length;
  const sample = values.map((value) => ({ value, count: repeats }));
  const length = { min: Math.min(...lengths), max: Math.max(...lengths), mean };
  return { ...NOTHING_MEASURED, rows: values.length * repeats, distinct: values.length, valueClass, length, sample, top: sample };
}

type Case = readonly [entity: string, name: string, values: readonly string[], valueClass?: ValueClass, repeats?: number];

const titled = (row: Case): [string, Case] => [`${row[0]}.${row[1]}`, row];

const isSensitive = ([entity, name, values, valueClass = 'text', repeats = 1]: Case): boolean =>
  detectSemanticType(entity, name, measured(values, valueClass, repeats)).sensitive;

const given = ['Evvin', 'Håva', 'Zogusz', 'B.', 'Brenisa'];
const family = ['Ashley', 'Bergstedt', 'Birchby', 'Zöllhausen', 'O’Dunstead'];
const full = ['Evvin Ashley', 'Håva Bergstedt', 'Evissa Birchby', 'Zogusz van Bornik', 'Brenisa Dunstead'];
const reversed = ['Ashley, Evvin', 'Bergstedt, Håva', 'Birchby, Evissa M.', 'van Bornik, Zogusz', 'Dunstead, Brenisa'];
const dates = ['1961-03-04', '1975-12-24', '1988-01-31', '1990-07-07', '2001-10-02'];
const remarks = ['She asked for a call', 'Paid late, was ill again', 'Wants to speak with Brenisa', 'Moved to the coast in May', 'ok'];

const personal: readonly Case[] = [
  ...[
    'First',
    'first_name',
    'FirstName',
    'fname',
    'given name',
    'Vorname',
    'prénom',
    'voornaam',
    'primer_nombre',
    'fornavn',
    'imię',
    'MiddleName',
    'forename',
  ].map((name): Case => ['records', name, given]),
  ...[
    'Last',
    'LAST_NAME',
    'surname',
    'familyName',
    'Nachname',
    'apellido1',
    'cognome',
    'achternaam',
    'nom_de_famille',
    'sobrenome',
    'efternamn',
    'maiden_name',
  ].map((name): Case => ['records', name, family]),
  ...[
    'full_name',
    'ContactName',
    'contact person',
    'card_holder_name',
    'nombre_completo',
    'employee_name',
    'PatientName',
    'Ansprechpartner',
    'owner',
    'author',
  ].map((name): Case => ['records', name, full]),
  ...['assignee', 'created_by', 'approvedBy', 'sales_rep', 'account owner', 'reviewer'].map((name): Case => ['records', name, full]),
  ...['owners', 'staff', 'DimEmployee', 'user_profiles', 'clientes', 'Mitarbeiter', 'tbl_students'].map((entity): Case => [entity, 'Name', full]),
  ['owners', 'Name', reversed],
  ['records', 'name', reversed],
  ['records', 'f3', ['Anna Ashley', 'Peter Bergstedt', 'Maria Birchby', 'Zogusz Bornik', 'John Dunstead']],
  ...[
    'birth_date',
    'DateOfBirth',
    'dob',
    'Geburtsdatum',
    'fecha_nacimiento',
    'FechaNac',
    'date_naissance',
    'data_nascimento',
    'geboortedatum',
    'fødselsdato',
  ].map((name): Case => ['records', name, dates, 'date']),
  ['records', 'born', ['4.3.61', '24.12.75', '31.1.88']],
  ['records', 'birth_year', ['1961', '1975'], 'integer'],
  ['records', 'birthplace', ['Oslo', 'Lima']],
  ['records', 'home_phone', ['22334455', '99887766']],
  ['t', 'c9', ['(0)2-953010', '(010) 9984510', '030-0074321', '43844108', '(5) 555-4729']],
  ['t', 'address_line_2', ['Unit C', '#2', '#4']],
  ['customers', 'AddressLine1', ['1 Elm Lane', '22 Oak Drive', '5 Mill Road']],
  ['t', 'x', ['192.168.0.1, 10.0.0.7', '203.0.113.9']],
  ['tokens', 'value', ['DwMJ2yIxBNeAk26z', 'sahYSIaoYrsZUef8']],
  ['t', 'account_number', ['12345678901', '98765432109']],
  ['drivers', 'driverRef', ['abate', 'ashley', 'bergstedt', 'birchby', 'bornik']],
  [
    'drivers',
    'url',
    ['http://example.org/Ashley', 'http://example.org/Birchby', 'http://example.org/Bornik', 'http://example.org/D', 'http://example.org/E'],
  ],
  ['user_profiles', 'bio', ['Buyer at Elvegren', 'Plays the flute', 'Father of two', 'Works in Lima', 'Likes maps']],
  ['tickets', 'description', remarks],
  ['orders', 'Note', remarks],
  ['events', 'payload', ['{"q":"x"}', '{"q":"y","firstName":"Evvin"}'], 'json'],
  ['orders', 'memo_line', ['nothing', 'call +47 912 34 567 first']],
  ['employees', 'salary', ['52000', '61000'], 'integer'],
  ['patients', 'diagnosis', ['F32.1', 'J45']],
];

test.each(personal.map(titled))('%s is sensitive', (_title, row) => {
  expect(isSensitive(row)).toBe(true);
});

const impersonal: readonly Case[] = [
  [
    'products',
    'name',
    ['Alice Mutton', 'Aniseed Syrup', 'Boston Crab Meat', 'Camembert Pierrot', 'Chef Mix', 'Chocolade', 'Ikura', 'Konbu', 'Tofu', 'Pavlova'],
  ],
  ['products', 'description', ['Turnable front wheels and a steering function', 'Features opening doors and a detailed engine']],
  ['cities', 'name', ['Oslo', 'Lima', 'Portland', 'San Jose', 'Paris', 'Köln', 'Graz', 'Split', 'Bergen', 'Kyoto']],
  ['customers', 'city', ['Oslo', 'Lima', 'Portland', 'San Jose', 'Paris', 'Köln']],
  ['suppliers', 'company_name', ['Elvegren Foods', 'Norhild & Sons', 'Zanix Ltd', 'Bralefax GmbH']],
  ['customers', 'customer_name', ['Elvegren Foods Ltd', 'Norhild GmbH', 'Zanix Inc.', 'Bralefax S.A.']],
  ['customers', 'id', ['cus_1Z4LWQ563K1Vnc', 'cus_1a4514gvd48PhY', 'cus_1m1pDAizaXXpPM', 'cus_1vVMPEtQuMTRPY', 'cus_2vVMPEtQuMTRPY']],
  ['prices', 'id', ['price_1Z4LWQ563K1Vnc', 'price_1a4514gvd48PhY', 'price_1m1pDAizaXXpPM', 'price_1vVMPEtQuMTRPY']],
  ['customers', 'customer_id', ['ALFKI', 'ANATR', 'ANTON', 'AROUT', 'BERGS']],
  ['user_groups', 'name', ['Sales', 'Everyone', 'Night shift', 'Office North', 'Board']],
  ['customer_segments', 'name', ['Retail', 'Wholesale', 'Public sector', 'Schools', 'Export']],
  ['employees', 'title', ['Sales Representative', 'Team Lead', 'Buyer', 'CEO', 'Engineer'], 'text', 20],
  ['contacts', 'contact_title', ['Owner', 'Sales Agent', 'Marketing Manager'], 'text', 20],
  ['orders', 'status', ['open', 'paid', 'cancelled'], 'text', 50],
  ['users', 'status', ['active', 'invited', 'suspended'], 'text', 50],
  ['users', 'locale', ['en', 'de', 'fr'], 'text', 50],
  ['invoices', 'note', ['paid twice, refunded', 'PO number missing', 'sent by post as asked'], 'text', 40],
  ['feature_flags', 'description', ['Turns on dark mode.', 'Turns on new search.']],
  ['products', 'category', ['Bikes', 'Clothing', 'Spare parts'], 'text', 30],
  ['plans', 'title', ['Forest, yearly', 'Forest', 'Grove, yearly', 'Grove', 'Seedling']],
  ['territories', 'description', ['New York, East', 'Boston, North', 'Portland, Oregon', 'Austin, Texas', 'Reno, Nevada']],
  ['databases', 'db_display_name', ['Microarray U133', 'Uniprot Reviewed', 'Clone Set', 'Gene Names', 'Protein Data']],
  ['orders', 'first_order_date', dates, 'date'],
  ['employees', 'hire_date', dates, 'date'],
  ['stats', 'birth_rate', ['10.5', '12.25'], 'decimal'],
  ['races', 'last', ['12', '15', '9'], 'integer'],
  ['logs', 'payload', ['{"q":"plan","hits":6}', '{}'], 'json'],
  ['calls', 'wage_type', ['weekday', 'holiday'], 'text', 20],
  ['projects', 'created_by', ['108', '127', '145'], 'integer'],
  ['orders', 'ship_via', ['1', '2', '3'], 'integer'],
  ['plants', 'cost_center', ['100', '200', '210'], 'integer'],
];

test.each(impersonal.map(titled))('%s is not sensitive', (_title, row) => {
  expect(isSensitive(row)).toBe(false);
});
