import { queryOptions, skipToken } from '@tanstack/react-query';
import type { AccountDeletion } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from './client.js';
import { parseSearch } from '../search-params.js';

export const methodsQuery = queryOptions({
  queryKey: ['sign-in-methods'],
  queryFn: ({ signal }) => callApi(api.signInMethods, { signal }),
  staleTime: Infinity,
});

export const identitiesQuery = queryOptions({
  queryKey: ['settings', 'me/identities'],
  queryFn: ({ signal }) => callList(api.listIdentities, { signal }),
});

/** The provider's page that ends its own sign-in. It is read before signing out, which must not wait for the provider. */
export const providerSignOutQuery = queryOptions({
  queryKey: ['provider-sign-out'],
  queryFn: async ({ signal }) => (await callApi(api.providerSignOut, { signal })).url,
  staleTime: Infinity,
});

/** The key of what the sign-in page shows after signing out. */
export const SIGNED_OUT_KEY = ['signed-out'] as const;

export interface SignedOutState {
  readonly providerUrl: string | null;
  /** The deletion of the account that has signed out. */
  readonly deletion?: Pick<AccountDeletion, 'created_at' | 'starts_at'>;
}

/** The page itself writes this answer, and no request reads it. */
export const signedOutQuery = queryOptions<SignedOutState>({ queryKey: SIGNED_OUT_KEY, queryFn: skipToken });

/** Returns the provider's page, which returns to this browser. */
export const startProviderSignIn = async (): Promise<string> => (await callApi(api.startProviderSignIn)).url;
export const startConnecting = async (): Promise<string> => (await callApi(api.connectIdentity)).url;
export const disconnect = (id: string): Promise<void> => callApi(api.disconnectIdentity, { path: { id } });

type Reasons = Readonly<Record<string, string>>;

/** Reads the outcome with which the gateway has returned the browser from the provider, if any. Specs have no window. */
export const readProviderOutcome = (): string | undefined =>
  typeof window === 'undefined' ? undefined : parseSearch(window.location.search)['provider'];

/** Returns the text of a failure. An unknown one, e.g. of a newer gateway, counts as one that failed a check. */
export const describeOutcome = (outcome: string, reasons: Reasons & { readonly invalid: string }): string =>
  Object.hasOwn(reasons, outcome) ? (reasons[outcome] ?? reasons.invalid) : reasons.invalid;
