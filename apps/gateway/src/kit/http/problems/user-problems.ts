import type { ProblemKind } from './problem-kind.js';

export const userProblems = {
  'user-disabled': {
    status: 409,
    title: 'The user is disabled',
    tryInstead: 'Enable the user first: `npx tl user enable NAME`.',
    about: 'The user has no access until an administrator enables the user again.',
  },
  'name-taken': {
    status: 409,
    title: 'Another user has this name',
    tryInstead: 'Choose another name.',
    about: 'Each user needs a unique name.',
  },
  'last-admin': {
    status: 409,
    title: 'At least one administrator must remain',
    tryInstead: 'Make another user an administrator first.',
    about: 'Without an enabled administrator, nobody could give access to users again.',
  },
  'user-being-deleted': {
    status: 409,
    title: 'The account is being deleted',
    tryInstead: 'Cancel the deletion while it waits: `npx tl user cancel-deletion NAME`.',
    about: 'A user whose account is being deleted cannot be enabled, and gets no tokens.',
  },
  'deletion-started': {
    status: 409,
    title: 'The deletion has started',
    tryInstead: 'Read its state: `npx tl user deletions` lists the deletions.',
    about: 'A deletion can be cancelled only until it starts.',
  },
  'first-user': {
    status: 409,
    title: 'The first user cannot be deleted',
    tryInstead: 'Erase or move the items of this user, and disable the user.',
    about: 'Each start of the server makes sure that the user `owner` exists, so that the operator is never locked out.',
  },
  'other-administrator': {
    status: 409,
    title: 'The user is another administrator',
    tryInstead:
      'Ask this administrator: `npx tl token create NAME` makes a token, `npx tl sign-in` a link. With the bootstrap token, the operator of the machine makes links for everybody.',
    about:
      'An administrator makes tokens and sign-in links for users with other roles. Only administrators themselves make those of their accounts, so that none acts under the name of another.',
  },
  'provider-off': {
    status: 404,
    title: 'No identity provider is set up',
    tryInstead: 'Sign in with a link: `npx tl sign-in` prints one.',
    about: 'The operator has not named an identity provider (`TL_OIDC_ISSUER`).',
  },
  'provider-unavailable': {
    status: 502,
    title: 'The identity provider does not answer',
    tryInstead: 'Try again later, or sign in with a link: `npx tl sign-in` prints one.',
    about: 'The provider cannot be reached, or what it answers is not OpenID Connect. `detail` has the cause.',
  },
  'last-sign-in-method': {
    status: 409,
    title: 'This account is the only way to sign in',
    tryInstead: 'Add a passkey or connect another account first, then disconnect this one.',
    about: 'The user signs in by this account alone. Without it, only an administrator could let the user in.',
  },
  'user-changed': {
    status: 412,
    title: 'The user has changed',
    tryInstead: 'Read the user again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current version of the user. Another administrator changed the user first.',
  },
  'vocabulary-changed': {
    status: 412,
    title: 'The vocabulary has changed',
    tryInstead: 'Read the vocabulary again, and apply your change to it.',
    about: '`If-Match` does not name the current version of the vocabulary. Another user of the library changed it first.',
  },
} as const satisfies Record<string, ProblemKind>;
