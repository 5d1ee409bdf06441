import type { ConsentLink, Credential, CredentialForm, CredentialTestAnswer } from '@throughline/api-client';
import { listReaderOf, readerOf } from '../client/read-answer.js';

export const readCredential = readerOf<Credential>('id', 'used_by');
export const readCredentials = listReaderOf<Credential>('id', 'used_by');
export const readCredentialTypes = listReaderOf<CredentialForm>('type', 'fields');
export const readConsentLink = readerOf<ConsentLink>('url');
export const readCredentialTest = readerOf<CredentialTestAnswer>('result', 'message');
