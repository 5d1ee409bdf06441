import type { MemoryGateway } from './memory-gateway.js';

export interface AskOptions {
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'GET';
  readonly body?: object;
  readonly key?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request of the owner below `/api/v1/recordings`. */
export const ask = (
  gateway: MemoryGateway,
  path: string,
  { method = 'POST', body, key, token = gateway.token, headers = {} }: AskOptions = {},
): Promise<Awaited<ReturnType<MemoryGateway['app']['inject']>>> =>
  gateway.app.inject({
    method,
    url: `/api/v1/recordings${path}`,
    headers: { authorization: `Bearer ${token}`, ...headers, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    ...(body === undefined ? {} : { payload: body }),
  });

export const COMMANDS: readonly { readonly method: 'POST' | 'DELETE'; readonly path: string; readonly body?: object }[] = [
  { method: 'POST', path: '/run' },
  { method: 'POST', path: '/run?dry_run=true' },
  { method: 'POST', path: '/pause' },
  { method: 'POST', path: '/publish' },
  { method: 'POST', path: '/cancel' },
  { method: 'POST', path: '/reset' },
  { method: 'POST', path: '/unstick' },
  { method: 'POST', path: '/check' },
  { method: 'POST', path: '/stages/TRIM/skip' },
  { method: 'POST', path: '/outputs/library/skip' },
  { method: 'POST', path: '/outputs/library/settle', body: { delivered: true } },
  { method: 'POST', path: '/outputs/library/redeliver' },
  { method: 'DELETE', path: '' },
  { method: 'POST', path: '/restore' },
  { method: 'POST', path: '/erase', body: { confirm: true } },
];
