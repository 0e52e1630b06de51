import { z } from 'zod';

const shared = {
  api_base: z
    .url({ protocol: /^https?$/ })
    .default('https://api.hubapi.com')
    .describe('Address of the API; another one only for a gateway or a test'),
  portal_id: z
    .string()
    .regex(/^\d+$/, 'a portal id is a number')
    .optional()
    .describe('Id of the account (Hub ID); credentials of another account are then refused'),
  requests_per_second: z
    .number()
    .positive()
    .max(1000)
    .default(9)
    .describe('Requests a second at most. HubSpot allows an app 10, and more in larger subscriptions'),
};

/** A token of a private app, or an OAuth app with a refresh token of the account. */
export const hubspotConfig = z
  .object({
    access_token: z.string().min(1).optional().describe('Access token of a private app').meta({ secret: true }),
    client_id: z.string().min(1).optional().describe('OAuth: client id of the app'),
    client_secret: z.string().min(1).optional().describe('OAuth: client secret of the app').meta({ secret: true }),
    refresh_token: z.string().min(1).optional().describe('OAuth: refresh token that the account granted to the app').meta({ secret: true }),
    ...shared,
  })
  .refine(
    ({ access_token: token, client_id: id, client_secret: secret, refresh_token: refresh }) =>
      token === undefined
        ? id !== undefined && secret !== undefined && refresh !== undefined
        : [id, secret, refresh].every((one) => one === undefined),
    { error: 'Give either access_token, or client_id, client_secret and refresh_token' },
  );

export type HubspotConfig = z.output<typeof hubspotConfig>;
