import { z } from 'zod';

const secret = (description: string) => z.string().min(1).optional().describe(description).meta({ secret: true });

export const defaultLoginUrl = 'https://login.salesforce.com';

export const salesforceConfig = z
  .object({
    instance_url: z
      .url({ protocol: /^https?$/ })
      .describe('Address of the organization, such as https://acme.my.salesforce.com; one source is one organization'),
    client_id: z.string().min(1).optional().describe('Consumer key of the connected app'),
    client_secret: secret('Consumer secret of the connected app'),
    refresh_token: secret('Refresh token of the user that reads; without it the app itself signs in, by the client credentials flow'),
    access_token: secret('An access token to use as it is; for trying things out, as it cannot be renewed'),
    login_url: z
      .url({ protocol: /^https?$/ })
      .default(defaultLoginUrl)
      .describe('Where refresh tokens are exchanged: https://test.salesforce.com for sandboxes, or the address of the organization'),
    api_version: z
      .string()
      .regex(/^v\d{2,3}\.0$/, 'Write it as v60.0')
      .default('v60.0')
      .describe('Version of the API'),
    objects: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Only these objects, by API name; also what is left out otherwise, such as AccountHistory'),
    include_custom: z.boolean().default(true).describe('Also custom objects and custom fields'),
  })
  .superRefine((config, context) => {
    const problem = signInProblem(config);
    if (problem !== undefined) context.addIssue({ code: 'custom', path: [problem.field], message: problem.message });
  });

export type SalesforceConfig = z.output<typeof salesforceConfig>;

interface Credentials {
  readonly client_id?: string | undefined;
  readonly client_secret?: string | undefined;
  readonly refresh_token?: string | undefined;
  readonly access_token?: string | undefined;
}

/** What is missing for any of the three ways to sign in. */
function signInProblem(config: Credentials): { field: keyof Credentials; message: string } | undefined {
  if (config.access_token !== undefined) return undefined;
  if (config.client_id === undefined) return { field: 'client_id', message: 'Needed to sign in, unless there is an access_token' };
  if (config.refresh_token !== undefined || config.client_secret !== undefined) return undefined;
  return { field: 'client_secret', message: 'Needed to sign in, unless there is a refresh_token or an access_token' };
}
