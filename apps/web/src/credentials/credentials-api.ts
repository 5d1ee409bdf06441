import { queryOptions } from '@tanstack/react-query';
import type { ConsentLink, Credential, CredentialTestAnswer, CredentialType } from '@throughline/api-types';
import { requestApi } from '../api/client.js';

export type AccountType = Exclude<CredentialType, 'password' | 'token'>;
/** Types that are connected by consent at a service. */
export const ACCOUNT_TYPES: readonly AccountType[] = [
  'google',
  'youtube',
  'dropbox',
  'microsoft',
  'vk',
  'gmail',
  'outlook',
  'zoom',
];
export const CREDENTIAL_TYPES: readonly CredentialType[] = ['token', 'password', ...ACCOUNT_TYPES];
export const isAccountType = (type: CredentialType): type is AccountType => ACCOUNT_TYPES.some((one) => one === type);

const CONNECTING_MS = 3_000;
const path = (id: number, rest = ''): string => `credentials/${String(id)}${rest}`;

export const credentialsQuery = queryOptions({
  queryKey: ['settings', 'credentials'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly Credential[] }>('credentials', { signal })).items,
  // The user gives consent in another tab, so only polling shows the new state.
  refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'needs_reauth') === true ? CONNECTING_MS : false),
});

export const addCredential = (body: Readonly<Record<string, string>>): Promise<Credential> =>
  requestApi('credentials', { method: 'POST', body });
export const removeCredential = (id: number): Promise<void> => requestApi(path(id), { method: 'DELETE' });
export const connectCredential = (id: number): Promise<ConsentLink> => requestApi(path(id, '/connect'), { method: 'POST' });
export const changeCredential = (id: number, body: Readonly<Record<string, string>>): Promise<Credential> =>
  requestApi(path(id), { method: 'PATCH', body });
export const testCredential = (id: number): Promise<CredentialTestAnswer> => requestApi(path(id, '/test'), { method: 'POST' });
