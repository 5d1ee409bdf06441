import type { ProblemKind } from './problem-kind.js';

export const passkeyProblems = {
  'passkey-refused': {
    status: 401,
    title: 'The passkey does not sign you in',
    tryInstead: 'Try again, or sign in with a link: `npx tl sign-in` prints one.',
    about:
      'The passkey is unknown, its user is disabled, its answer is not valid here, or the question was used or is older than five minutes. The answer does not say which.',
  },
  'passkey-invalid': {
    status: 422,
    title: 'The passkey could not be added',
    tryInstead: 'Add the passkey again. Answer within five minutes, with a PIN, a fingerprint or the like.',
    about:
      'The answer of the authenticator does not match the question, the address of this server, or the required confirmation.',
  },
  'sign-in-too-old': {
    status: 403,
    title: 'The sign-in is too old for this',
    tryInstead: 'Sign in again, with a passkey or a link, and send the request within ten minutes.',
    about: 'A browser that somebody left open could otherwise give another person a passkey, or lose the account.',
  },
  'passkeys-unavailable': {
    status: 409,
    title: 'Passkeys do not work at this address',
    tryInstead: 'Open the page by https and a host name, or by `http://localhost` on the machine that runs it.',
    about: 'Browsers offer passkeys only to pages at a host name with https, and to `localhost`.',
  },
  'too-many-passkeys': {
    status: 409,
    title: 'You have the most possible passkeys',
    tryInstead: 'Remove a passkey that you no longer use.',
    about: 'A user can have 20 passkeys.',
  },
} as const satisfies Record<string, ProblemKind>;
