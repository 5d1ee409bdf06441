import type { CredentialType } from '@throughline/api-types';

/** Types that are connected by consent at a service. */
const ACCOUNT_TYPES = ['google', 'youtube', 'dropbox', 'microsoft', 'vk', 'zoom'] as const satisfies readonly CredentialType[];
export type AccountType = (typeof ACCOUNT_TYPES)[number];
export const CREDENTIAL_TYPES: readonly CredentialType[] = [...ACCOUNT_TYPES, 'password', 'token'];
export const isAccountType = (type: string): type is AccountType => ACCOUNT_TYPES.some((one) => one === type);
