import type { ProblemKind } from './problem-kind.js';

/** Of what opens services of others. */
export const credentialProblems = {
  'credential-in-use': {
    status: 409,
    title: 'Outputs or channels use this credential',
    tryInstead: 'Take it out of the settings of the outputs and channels that `detail` names, then remove it.',
    about: 'Deliveries to these outputs, and what is shown on the pages of these channels, would wait for it for ever.',
  },
  'credential-not-connectable': {
    status: 409,
    title: 'There is nothing to connect',
    tryInstead: 'Change its password or token with PATCH.',
    about: 'Accounts are connected where somebody gives consent, as at Google. Other credentials are what was typed in.',
  },
  'consent-unknown': {
    status: 400,
    title: 'Nobody waits for this consent',
    tryInstead:
      'Begin again on the page, and agree in the same browser. After `npx tl credential connect ID`, sign in to the page first, as the same user and ' +
      'at the address of the server (`TL_PUBLIC_URL`). An address holds for ten minutes and once.',
    about: 'It was used, has expired, was begun in another browser or by another user, or never was. Nothing was connected.',
  },
  'consent-declined': {
    status: 409,
    title: 'No consent was given',
    tryInstead: 'Begin again, and agree to what is asked.',
    about: 'The page of the other side came back without it, or with less than is needed. Nothing was connected.',
  },
  'other-account': {
    status: 409,
    title: 'This is the account of another credential',
    tryInstead: 'Connect the same account as before, or add a credential for the other one.',
    about: 'Deliveries that have begun belong to the account that was connected first: in another one nothing of them is found.',
  },
  'google-refuses': {
    status: 503,
    title: 'Google does not do its part now',
    tryInstead: 'See `detail`; begin again once that is put right.',
    about: 'It is away, busy, or does not know the application by this client id and secret. Nothing was connected.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
