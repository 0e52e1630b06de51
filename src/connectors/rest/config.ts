import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const params = z.record(z.string(), scalar);
const address = z.url({ protocol: /^https?$/, error: 'Write it as https://host/path.' });
const endpoint = z.string().regex(/^\/(?!\/)[^\s#\\]*$/, 'Write a path that begins with one /, below base_url');
const isEndpointOrAddress = (text: string): boolean => endpoint.safeParse(text).success || address.safeParse(text).success;
const secret = (description: string) => z.string().min(1).optional().describe(description).meta({ secret: true });
const path = z.string().min(1).optional();

const toolConfig = z.object({
  name: z.string().min(1).describe('Name of the tool, such as LIST_CUSTOMERS'),
  description: z.string().optional(),
  endpoint: endpoint.describe('Path below base_url; may hold names of path parameters in braces'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  parameters: z
    .array(
      z.object({
        name: z.string().min(1),
        type: z.string().default('string'),
        required: z.boolean().default(false),
        description: z.string().optional(),
        default: scalar.optional(),
      }),
    )
    .default([]),
  path_parameters: z.array(z.string()).default([]).describe('Names of the parameters that go into the path'),
  query_parameters: z.array(z.string()).default([]).describe('Names of the parameters that go into the query, as those do that are named nowhere'),
  body_parameters: z.array(z.string()).default([]).describe('Names of the parameters that go into the body'),
  body_template: z.string().optional(),
  response_data_path: path.describe('Where the records are in the answer, names joined by dots'),
  enabled_by_default: z.boolean().default(true).describe('Tools that are not enabled are not called'),
});

/** Which fields a way to sign in cannot do without. */
const needed = {
  none: [],
  api_key: ['api_key'],
  bearer: ['bearer_token'],
  basic: ['username', 'password'],
  token_exchange: ['token_exchange_endpoint'],
} as const;

export const restConfig = z
  .object({
    base_url: address.describe('Address that every endpoint is below, such as https://api.example.com/v1'),
    auth_type: z.enum(['none', 'api_key', 'bearer', 'basic', 'token_exchange']).default('none').describe('How requests are signed in'),
    api_key: secret('API key'),
    api_key_name: z
      .string()
      .regex(/^[\w-]+$/)
      .default('X-API-Key')
      .describe('Name of the header, or of the query parameter, that has the API key'),
    api_key_in: z.enum(['header', 'query']).default('header').describe('Where the API key goes'),
    bearer_token: secret('Bearer token'),
    username: z.string().min(1).optional().describe('User name of basic authentication'),
    password: secret('Password of basic authentication'),
    token_exchange_username: z.string().min(1).optional().describe('Stands for ${username} in the body of the token request'),
    token_exchange_password: secret('Stands for ${password} in the body of the token request'),
    token_exchange_endpoint: z
      .string()
      .refine(isEndpointOrAddress, 'Write a path that begins with one /, or https://host/path')
      .optional()
      .describe('Where tokens are had: a path below base_url, or a whole address'),
    token_exchange_method: z.enum(['GET', 'POST']).default('POST').describe('Method of the token request; with GET the body becomes the query'),
    token_exchange_body: secret('Body of the token request, as JSON or as a form, with ${username} and ${password} in it'),
    token_response_path: z.string().min(1).default('access_token').describe('Where the token is in the answer, names joined by dots'),
    token_expiry_path: path.describe('Where the answer says when the token ends: seconds from then on, a Unix time or a date'),
    token_expiry_buffer: z.number().nonnegative().default(300).describe('Seconds before its end at which a token is renewed'),
    test_endpoint: endpoint.optional().describe('Called to test the connection; by default the first endpoint that is introspected'),
    test_params: params.default({}).describe('Query of the test'),
    introspection_endpoint: endpoint.optional().describe('Answers with records, or with several lists of records by name'),
    introspection_params: params.default({}).describe('Query of the introspection'),
    introspection_cache_ttl: z.number().nonnegative().default(3600).describe('Seconds for which a session relies on what it has introspected'),
    introspection_max_depth: z.number().int().min(1).max(10).default(3).describe('How many names deep nested objects become fields of their own'),
    introspection_data_key: path.describe('Where the records are in the answer of introspection_endpoint, names joined by dots'),
    tools: z.array(toolConfig).default([]).describe('What the API can be asked. Those with GET and no required parameters are introspected'),
    requests_per_second: z.number().positive().max(1000).default(5).describe('Requests a second at most'),
  })
  .superRefine((config, context) => {
    for (const field of needed[config.auth_type]) {
      if (config[field] === undefined) context.addIssue({ code: 'custom', path: [field], message: `Needed to sign in by ${config.auth_type}` });
    }
    if (config.introspection_endpoint === undefined && !config.tools.some(listsRecords)) {
      const message = 'Give it, or a tool with GET that needs no parameters: objects and fields are read off the answers';
      context.addIssue({ code: 'custom', path: ['introspection_endpoint'], message });
    }
  });

export type RestConfig = z.output<typeof restConfig>;
type Tool = z.output<typeof toolConfig>;

/** Whether a tool can be called without knowing any record. */
export function listsRecords({ method, endpoint: place, parameters, enabled_by_default: isEnabled }: Tool): boolean {
  return (
    isEnabled && method === 'GET' && !/[{}]/.test(place) && parameters.every((parameter) => !parameter.required || parameter.default !== undefined)
  );
}
