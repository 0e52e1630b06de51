import type { SaasHost } from '../connectors/contract.ts';
import type { Store } from '../store/open.ts';
import { replaceSecrets } from '../store/source-secrets.ts';

/** The surroundings of a session with a source's account: what the platform replaces is kept with the source. */
export function saasHost(
  store: Store,
  source: { readonly organizationId: string; readonly sourceId: string },
  allowsInternalAddresses: boolean,
): SaasHost {
  return {
    allowsInternalAddresses,
    replaceSecrets: (replace) => store.inOrganization(source.organizationId, (trx) => replaceSecrets(trx, source, replace, store.sealer)),
  };
}
