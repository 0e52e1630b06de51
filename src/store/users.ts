import type { Insertable, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;

/** Whether there is such a person, of whatever organization; needs the sight of all. */
export async function userExists(trx: Trx, id: string): Promise<boolean> {
  return (await trx.selectFrom('users').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** Makes a person, or finds the one with this e-mail address; needs the sight of all. */
export async function findOrInsertUser(trx: Trx, row: Insertable<Tables['users']>): Promise<{ id: string; email: string; isNew: boolean }> {
  const made = await trx
    .insertInto('users')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning(['id', 'email'])
    .executeTakeFirst();
  if (made !== undefined) return { ...made, isNew: true };
  const known = await trx.selectFrom('users').select(['id', 'email']).where('email', '=', row.email).executeTakeFirstOrThrow();
  return { ...known, isNew: false };
}

export async function insertUser(trx: Trx, row: Insertable<Tables['users']>): Promise<void> {
  await trx.insertInto('users').values(row).execute();
}
