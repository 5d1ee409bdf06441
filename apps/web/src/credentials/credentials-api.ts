import { queryOptions } from '@tanstack/react-query';
import type { ConsentLink, Credential, CredentialTestAnswer, InputOf } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';

/** The types that the server knows, with the fields of their secrets. They do not change while the page is open. */
export const credentialTypesQuery = queryOptions({
  queryKey: ['credential-types'],
  queryFn: ({ signal }) => callList(api.listCredentialTypes, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export type NewCredential = InputOf<typeof api.createCredential>['body'];

const CONNECTING_MS = 3_000;

export const credentialsQuery = queryOptions({
  queryKey: ['settings', 'credentials'],
  queryFn: ({ signal }) => callList(api.listCredentials, { signal }),
  // The user gives consent in another tab, so only polling shows the new state.
  refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'needs_reauth') === true ? CONNECTING_MS : false),
});

/** The values of a form, by the names of the fields that its type has. */
export const addCredential = (body: NewCredential): Promise<Credential> => callApi(api.createCredential, { body });
export const removeCredential = (id: number): Promise<void> => callApi(api.removeCredential, { path: { id } });
export const connectCredential = (id: number): Promise<ConsentLink> => callApi(api.connectCredential, { path: { id } });
export const changeCredential = (id: number, body: Readonly<Record<string, string>>): Promise<Credential> =>
  callApi(api.changeCredential, { path: { id }, body });
export const testCredential = (id: number): Promise<CredentialTestAnswer> => callApi(api.testCredential, { path: { id } });
