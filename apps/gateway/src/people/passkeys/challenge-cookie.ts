import { SecretCookie } from '../sign-in/secret-cookie.js';

/** Binds the question for a passkey to a browser. */
export const challengeCookie = new SecretCookie('tl_passkey');
export const CHALLENGE_MS = 5 * 60_000;
