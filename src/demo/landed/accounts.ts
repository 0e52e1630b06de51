import { hubspotStreams } from './hubspot.ts';
import { salesforceStreams } from './salesforce.ts';
import type { StreamAccount } from './stream.ts';
import { stripeStreams } from './stripe.ts';

/** The fake accounts that can be landed, by connector type. */
export const streamAccounts = { hubspot: hubspotStreams, salesforce: salesforceStreams, stripe: stripeStreams } as const satisfies Record<
  string,
  StreamAccount
>;
