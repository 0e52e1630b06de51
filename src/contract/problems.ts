import type { z } from 'zod';
import type { InputProblem } from '../domain/errors.ts';

type Issue = z.core.$ZodIssue;

/** What is wrong with `input`, in the words that clients of the reference know; `at` says where the input stood. */
export function problemsOf(error: z.core.$ZodError, input: unknown, at: readonly (string | number)[]): InputProblem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, input, at));
}

function problemsOfIssue(issue: Issue, input: unknown, at: readonly (string | number)[]): InputProblem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const loc = [...at, ...path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ loc: [...loc, key], msg: 'Extra inputs are not permitted', type: 'extra_forbidden' }));
  }
  if (valueAt(input, path) === undefined) return [{ loc, msg: 'Field required', type: 'missing' }];
  const [type, msg] = typeAndMessage(issue);
  return [{ loc, msg: msg ?? issue.message, type }];
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

const expectedTypes: Readonly<Record<string, readonly [type: string, what: string]>> = {
  string: ['string_type', 'string'],
  number: ['float_type', 'number'],
  int: ['int_type', 'integer'],
  boolean: ['bool_type', 'boolean'],
  array: ['list_type', 'list'],
  object: ['dict_type', 'object'],
  record: ['dict_type', 'object'],
};

function typeAndMessage(issue: Issue): readonly [type: string, message?: string] {
  switch (issue.code) {
    case 'invalid_type': {
      const known = expectedTypes[issue.expected];
      return known === undefined ? ['type_error'] : [known[0], `Input should be a valid ${known[1]}`];
    }
    case 'invalid_value':
      return ['enum', `Input should be ${issue.values.map((value) => `'${String(value)}'`).join(', ')}`];
    case 'invalid_format':
      if (issue.format === 'guid') return ['uuid_parsing', 'Input should be a valid UUID'];
      if (issue.format === 'datetime') return ['datetime_parsing', 'Input should be a valid RFC 3339 date-time with its offset'];
      return ['string_pattern_mismatch'];
    case 'too_big':
      if (issue.origin === 'string') return ['string_too_long', `String should have at most ${String(issue.maximum)} characters`];
      if (issue.origin === 'array') return ['too_long', `List should have at most ${String(issue.maximum)} items`];
      return ['less_than_equal', `Input should be less than or equal to ${String(issue.maximum)}`];
    case 'too_small':
      if (issue.origin === 'string') return ['string_too_short', `String should have at least ${String(issue.minimum)} character(s)`];
      if (issue.origin === 'array') return ['too_short', `List should have at least ${String(issue.minimum)} item(s)`];
      return ['greater_than_equal', `Input should be greater than or equal to ${String(issue.minimum)}`];
    default:
      return ['value_error'];
  }
}
