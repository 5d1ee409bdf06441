import type { RevokedCount, SignIn, SignInLink, User, UserSignInMethods } from '@throughline/api-client';
import { listReaderOf, readerOf } from './read-answer.js';

export const readUser = readerOf<User>('id', 'library');
export const readUsers = listReaderOf<User>('id', 'library');
export const readSignInMethods = readerOf<UserSignInMethods>('accounts', 'passkeys');
export const readSignInLink = readerOf<SignInLink>('url');
export const readSignIns = listReaderOf<SignIn>('id', 'last_used_at');
export const readRevoked = readerOf<RevokedCount>('revoked');
