import type { MemoryGateway } from './memory-gateway.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RequestParts {
  readonly payload?: object | undefined;
  /** Default: the token of the gateway's owner. Empty: none. */
  readonly token?: string | undefined;
  readonly ifMatch?: string | undefined;
  /** The idempotency key. */
  readonly key?: string | undefined;
}

export interface Reply<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** An empty object if there is no content. */
  readonly body: Body;
}

/** Sends a request below `/api/v1`. */
export async function sendRequest<Body = unknown>(
  gateway: Pick<MemoryGateway, 'app' | 'token'>,
  method: Method,
  path: string,
  { payload, token = gateway.token, ifMatch, key }: RequestParts = {},
): Promise<Reply<Body>> {
  const response = await gateway.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
  const { statusCode: status, headers, body: text } = response;
  return { status, headers, text, body: text === '' ? ({} as Body) : response.json<Body>() };
}
