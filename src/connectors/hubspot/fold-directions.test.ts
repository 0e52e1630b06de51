import { describe, expect, it } from 'vitest';
import { type Direction, foldDirections } from './fold-directions.ts';

const there = (typeId: number, label: string | null, more: Partial<Direction> = {}): Direction => ({
  from: 'contacts',
  to: 'companies',
  category: 'USER_DEFINED',
  typeId: String(typeId),
  label,
  name: null,
  limit: null,
  ...more,
});
const back = (typeId: number, label: string | null, more: Partial<Direction> = {}): Direction =>
  there(typeId, label, { from: 'companies', to: 'contacts', ...more });
const within = (typeId: number, label: string | null, more: Partial<Direction> = {}) => there(typeId, label, { to: 'contacts', ...more });

const folded = (...directions: Direction[]) =>
  foldDirections(directions).map(({ forward, inverse, pairedBy }) => [forward.typeId, inverse?.typeId ?? null, pairedBy]);

describe('the two directions of an association', () => {
  it('belong together where their names mirror each other, whatever their ids', () => {
    const names = { there: { name: 'contact_to_company_unlabeled' }, back: { name: 'company_to_contact_unlabeled' } };
    expect(folded(back(90, null, names.back), there(12, null, names.there))).toEqual([['12', '90', 'name']]);
    expect(folded(there(1, 'A', { name: 'a_to_b_to_c' }), back(7, 'B', { name: 'b_to_c_to_a' }))).toEqual([['1', '7', 'name']]);
    expect(folded(within(1, 'Boss', { name: 'chain' }), within(9, 'Report', { name: 'chain' }))).toEqual([['1', '9', 'name']]);
  });

  it('do not where only the ends of the names differ', () => {
    const names = { there: { name: 'contact_to_company_primary' }, back: { name: 'company_to_contact_old' } };
    expect(folded(there(1, 'A', names.there), back(7, 'B', names.back))).toEqual([
      ['1', null, null],
      ['7', null, null],
    ]);
  });

  it('belong together where exactly one has the same label, and unlabelled never with labelled', () => {
    expect(folded(there(1, 'Buyer'), there(2, null), back(40, null), back(50, 'Buyer'))).toEqual([
      ['1', '50', 'label'],
      ['2', '40', 'label'],
    ]);
    expect(folded(there(1, null), back(2, 'Buyer'))).toEqual([
      ['1', null, null],
      ['2', null, null],
    ]);
  });

  it('belong together where their ids are neighbours, from the lowest up', () => {
    expect(folded(there(10, 'Manager'), back(11, 'Employee'), there(12, 'Seller'), back(13, 'Buyer'), back(20, 'Alone'))).toEqual([
      ['10', '11', 'neighbouring ids'],
      ['12', '13', 'neighbouring ids'],
      ['20', null, null],
    ]);
  });

  it('are not guessed from neighbouring ids within one object, nor across categories', () => {
    expect(folded(within(10, 'Twin'), within(11, 'Friend'))).toEqual([
      ['10', null, null],
      ['11', null, null],
    ]);
    expect(folded(there(10, null), back(11, null, { category: 'WORK' }))).toEqual([
      ['10', null, null],
      ['11', null, null],
    ]);
  });
});
