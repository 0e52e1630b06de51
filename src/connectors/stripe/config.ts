import { z } from 'zod';

const address = z.url({ protocol: /^https?$/, error: 'Write it as https://host/path.' });

/** The description of the v1 API that Stripe publishes and keeps up to date. */
const publishedDocument = 'https://raw.githubusercontent.com/stripe/openapi/master/openapi/spec3.json';

export const stripeConfig = z.object({
  api_key: z
    .string()
    .min(1)
    .describe('Secret or restricted API key; a restricted one needs Read on the account and on what should be scanned, and nothing else')
    .meta({ secret: true }),
  account: z
    .string()
    .regex(/^acct_\w+$/, 'An account id begins with acct_.')
    .optional()
    .describe('Account id (acct_…): for platforms, the connected account to read; it also keeps the source the same one when the key is replaced'),
  api_version: z.string().min(1).optional().describe('API version, such as 2025-03-31.basil; by default the one that the OpenAPI document describes'),
  api_base: address.default('https://api.stripe.com').describe('Where the API is'),
  openapi_url: address.default(publishedDocument).describe('OpenAPI document that says what objects there are; asked for without the key'),
  requests_per_second: z
    .number()
    .positive()
    .max(1000)
    .default(20)
    .describe('Requests a second at most. Stripe allows an account 25 in test mode, and 100 in live mode'),
});

export type StripeConfig = z.output<typeof stripeConfig>;
