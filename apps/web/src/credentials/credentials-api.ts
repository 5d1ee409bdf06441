import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/client.js';

export const CREDENTIAL_TYPES = ['token', 'password', 'google'] as const;
export type CredentialType = (typeof CREDENTIAL_TYPES)[number];

/** Field by field as /openapi.json says. */
export interface Credential {
  readonly id: number;
  readonly type: CredentialType;
  readonly name: string;
  readonly state: 'ok' | 'needs_reauth' | 'unknown';
  readonly account: string | null;
  readonly last_used_at: string | null;
  readonly used_by: readonly string[];
}

export interface ConsentLink {
  readonly url: string;
  readonly expires_at: string;
}

const CONNECTING_MS = 3_000;
const path = (id: number, rest = ''): string => `credentials/${String(id)}${rest}`;

export const credentialsQuery = queryOptions({
  queryKey: ['settings', 'credentials'],
  queryFn: async ({ signal }) => (await ask<{ readonly items: readonly Credential[] }>('credentials', { signal })).items,
  // Consent is given in another tab: only the API knows when.
  refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'needs_reauth') === true ? CONNECTING_MS : false),
});

export const addCredential = (body: Readonly<Record<string, string>>): Promise<Credential> =>
  ask('credentials', { method: 'POST', body });
export const removeCredential = (id: number): Promise<void> => ask(path(id), { method: 'DELETE' });
export const connectCredential = (id: number): Promise<ConsentLink> => ask(path(id, '/connect'), { method: 'POST' });
