import { z } from 'zod';

/** An OAuth access token, an OAuth client with a refresh token, or the email address of an agent with an API token. */
export const zendeskConfig = z
  .object({
    subdomain: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'Write acme for https://acme.zendesk.com')
      .describe('Name of the account: acme for https://acme.zendesk.com'),
    email: z.email().optional().describe('API token: email address of the agent who reads'),
    api_token: z.string().min(1).optional().describe('API token: the token').meta({ secret: true }),
    access_token: z.string().min(1).optional().describe('OAuth: an access token that does not end').meta({ secret: true }),
    client_id: z.string().min(1).optional().describe('OAuth: unique identifier of the client'),
    client_secret: z.string().min(1).optional().describe('OAuth: secret of the client').meta({ secret: true }),
    refresh_token: z.string().min(1).optional().describe('OAuth: refresh token that was granted with the scope read').meta({ secret: true }),
    api_base: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Address of the API, only for a gateway or a test; by default that of the account'),
    requests_per_second: z
      .number()
      .positive()
      .max(1000)
      .default(3)
      .describe('Requests a second at most. Zendesk allows an account 200 to 700 a minute, by its plan, to all that read it together'),
  })
  .refine((config) => waysIn(config).length === 1, {
    error: 'Give either access_token, or client_id, client_secret and refresh_token, or email and api_token',
  });

export type ZendeskConfig = z.output<typeof zendeskConfig>;

/** Where the API of the account is. */
export function addressOf({ subdomain, api_base }: Pick<ZendeskConfig, 'subdomain' | 'api_base'>): string {
  return api_base ?? `https://${subdomain}.zendesk.com`;
}

const ways = [['access_token'], ['client_id', 'client_secret', 'refresh_token'], ['email', 'api_token']] as const;

/** The ways that are begun, if each is complete. */
function waysIn(config: Readonly<Partial<Record<(typeof ways)[number][number], string | undefined>>>): readonly unknown[] {
  const begun = ways.filter((fields) => fields.some((field) => config[field] !== undefined));
  return begun.every((fields) => fields.every((field) => config[field] !== undefined)) ? begun : [];
}
