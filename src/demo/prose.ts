import { looseDate } from './dirt.ts';
import type { Random } from './random.ts';

const verbs = ['Review', 'Fix', 'Draft', 'Plan', 'Ship', 'Check', 'Move', 'Clean up', 'Translate', 'Order', 'Measure', 'Document'];
const objects = [
  'the loading plan',
  'price list',
  'onboarding pages',
  'import of orders',
  'stock report',
  'supplier contract',
  'kick-off',
  'test bench',
];
const contexts = ['for the new site', 'before the audit', '(second try)', 'with finance', 'in Q3', 'after the move', 'for all regions', ''];
const sentences = [
  'Looks good to me.',
  'Can we wait until the numbers are in?',
  'Done, please check.',
  'I could not open the attachment.',
  'Same problem as last week, only on the second page.',
  'Thanks!',
  'Who owns this now?',
  'Moved to the next round.',
  'The customer asked for a call back.',
  'It works again after a new login.',
];

export function taskTitle(random: Random): string {
  return `${random.pick(verbs)} ${random.pick(objects)} ${random.pick(contexts)}`.trimEnd();
}

/** One to three sentences; now and then a date in any of the usual notations. */
export function remark(random: Random, days: number): string {
  const text = random.sample(sentences, random.integer(1, 3)).join(' ');
  return random.chance(0.12) ? `${text} Until ${looseDate(random, days + random.integer(2, 60))}.` : text;
}

export const jobTitles = ['Head of Operations', 'Buyer', 'Project Manager', 'CFO', 'Engineer', 'Team Lead', 'Office Manager', 'Data Analyst', 'CEO'];
