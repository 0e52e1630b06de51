import type { ServerResponse } from 'node:http';

/** What a fake platform answers. A body that is text is sent as it is, anything else as JSON. */
export class Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>>) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  get text(): string {
    return typeof this.body === 'string' ? this.body : this.body === undefined ? '' : JSON.stringify(this.body);
  }
}

export function reply(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return new Reply(status, body, headers);
}

export function send(response: ServerResponse, answer: Reply): void {
  begin(response, answer).end(answer.text);
}

/** Sends the status and the headers, so that the body may follow in a way of its own. */
export function begin(response: ServerResponse, { status, headers }: Reply): ServerResponse {
  return response.writeHead(status, { 'content-type': 'application/json', ...headers });
}
