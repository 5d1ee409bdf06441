import type { SignInLink, User } from '@throughline/api-types';
import { listReaderOf, readerOf } from '../client/read-answer.js';

export const readUser = readerOf<User>('id', 'library');
export const readUsers = listReaderOf<User>('id', 'library');
export const readSignInLink = readerOf<SignInLink>('url');
