import type { ProblemKind } from './problem-kind.js';

export const credentialProblems = {
  'credential-in-use': {
    status: 409,
    title: 'Outputs, channels or sources use this credential',
    tryInstead:
      'Remove the credential from the settings of the outputs, channels and sources that `detail` names. Then remove the credential itself.',
    about:
      "Without the credential, deliveries to these outputs, updates of these channels' pages, and syncs of these sources would wait forever.",
  },
  'credential-not-connectable': {
    status: 409,
    title: 'This credential cannot be connected',
    tryInstead: 'Change its password or token with PATCH.',
    about:
      'Only accounts at services that ask for consent, such as Google or Dropbox, can be connected. Other credentials contain the password or token that a user entered.',
  },
  'consent-unknown': {
    status: 400,
    title: 'The consent request is not valid',
    tryInstead:
      'Start again on the page, and give consent in the same browser. After `npx tl credential connect ID`, first sign in to the page as the same user, at the address of the server (`TL_PUBLIC_URL`). An address works once, within ten minutes.',
    about:
      'The consent request was used, has expired, was started in another browser or by another user, or never existed. Nothing was connected.',
  },
  'consent-declined': {
    status: 409,
    title: 'No consent was given',
    tryInstead: 'Start again, and agree to everything that is asked.',
    about: 'The service returned no consent, or less than is needed. Nothing was connected.',
  },
  'other-account': {
    status: 409,
    title: 'The credential belongs to another account',
    tryInstead: 'Connect the same account as before, or add a credential for the other one.',
    about: 'Items and files belong to the account that was connected first. They cannot be found in another account.',
  },
  'google-refuses': {
    status: 503,
    title: 'Google cannot connect the account now',
    tryInstead: 'Resolve the cause that `detail` names, then start again.',
    about:
      'Google is unavailable or busy, or does not accept the client id and secret of the application. Nothing was connected.',
  },
  'service-refuses': {
    status: 503,
    title: 'The service cannot connect the account now',
    tryInstead: 'Resolve the cause that `detail` names, then start again.',
    about:
      'The service is unavailable or busy, does not accept the client id and secret of the application, or the account lacks what is needed, such as a YouTube channel. Nothing was connected.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
