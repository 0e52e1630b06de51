import type { SaasHost } from '../../src/connectors/contract.ts';

/** The surroundings of a session that nothing else shares: internal addresses may be called, and replaced secrets are forgotten with it. */
export const loneHost: SaasHost = {
  allowsInternalAddresses: true,
  async replaceSecrets(replace) {
    await replace({});
  },
};
