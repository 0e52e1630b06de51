// A process that uses the catalog of a home, for tests that start several and kill some: `hold` opens and waits, `write` adds rows without end.
import { stdin } from 'node:process';
import { newId } from '../../src/domain/ids.ts';
import { openStore } from '../../src/store/open.ts';

const [home = '', task] = process.argv.slice(2);
const store = await openStore({ home });
console.log('open');
if (task === 'write') {
  const organization = newId();
  const { wrapped } = store.sealer.newDataKey(organization);
  await store.asSystem((trx) => trx.insertInto('organizations').values({ id: organization, name: 'Writer', data_key: wrapped }).execute());
  for (;;) {
    const id = newId();
    await store.inOrganization(organization, (trx) =>
      trx
        .insertInto('integration_sources')
        .values({ organization_id: organization, id, name: 'x', source_type: 'database', connector_type: 'sqlite' })
        .execute(),
    );
    console.log(id);
  }
}
stdin.resume();
stdin.once('end', () => void store.close());
