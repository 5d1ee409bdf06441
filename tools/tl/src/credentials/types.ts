import type { CredentialType } from '@throughline/api-types';

/** Types that are connected by consent at a service. */
const ACCOUNT_TYPES = [
  'google',
  'youtube',
  'dropbox',
  'microsoft',
  'vk',
  'gmail',
  'outlook',
  'zoom',
] as const satisfies readonly CredentialType[];
export type AccountType = (typeof ACCOUNT_TYPES)[number];
export const CREDENTIAL_TYPES: readonly CredentialType[] = [...ACCOUNT_TYPES, 'password', 'token'];
/** Types whose OAuth client comes as a file of the Google Cloud console. */
export const isGoogleType = (type: string): boolean => type === 'google' || type === 'youtube' || type === 'gmail';
export const isAccountType = (type: string): type is AccountType => ACCOUNT_TYPES.some((one) => one === type);
