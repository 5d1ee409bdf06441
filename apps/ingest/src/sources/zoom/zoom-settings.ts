import type { SettingsForm } from '@throughline/service-kit/forms';
import { misconfiguredError, readChoice, readWholeNumber, requireKnownSettings, type Settings } from '../../kit/read-settings.js';
import { VIEWS, type View } from './recordings.js';

export const form = {
  connection: {
    label: 'Connection',
    kind: 'choice',
    hint: 'A Zoom account that the operator of this server has connected. Or choose a Zoom account of your own.',
  },
  user: { label: 'User', kind: 'text', hint: 'Of a connection: the e-mail address of the Zoom user who hosts the meetings.' },
  credential: {
    label: 'Zoom account',
    kind: 'credential',
    credential: 'zoom',
    hint: 'Your own Zoom account, instead of a connection.',
  },
  view: {
    label: 'Preferred view',
    kind: 'choice',
    options: VIEWS.map((value) => ({ value })),
    hint: 'Of each recording, this view is imported, or the next one that exists. Empty: shared screen with speaker view.',
  },
  days: { label: 'Days', kind: 'number', min: 1, hint: 'Recordings of this many days are looked for. Empty: 30.' },
} as const satisfies SettingsForm;

const { connection: _connection, user: _user, ...own } = form;
/** The form without connections: only own accounts can be chosen. */
export const ownForm = {
  ...own,
  credential: { ...own.credential, required: true, hint: 'Your Zoom account.' },
} as const satisfies SettingsForm;

/** A connection of the operator, or the credential of a user's own account. */
export type ZoomAccount = { readonly connection: string } | { readonly credential: number };

export interface ZoomSettings {
  readonly account: ZoomAccount;
  readonly user: string;
  readonly view: View;
  readonly days: number;
}

const USER = /^[\w.+@~'-]{1,128}$/;
const DAYS = { fallback: 30, max: 3_650, what: 'The days' };
const [DEFAULT_VIEW] = VIEWS;

export const readView = ({ view = DEFAULT_VIEW }: Settings): View => readChoice(view, VIEWS, 'The preferred view');

/** Throws `source-misconfigured` unless exactly one account is chosen. */
export function readAccount({ connection, credential }: Settings): ZoomAccount {
  if (connection !== undefined && credential !== undefined)
    throw misconfiguredError('Choose a connection or a Zoom account of your own, not both');
  if (typeof credential === 'number') return { credential };
  if (typeof connection === 'string') return { connection };
  throw misconfiguredError('A Zoom source needs a connection, or a Zoom account of your own (a credential of the type zoom)');
}

export function readZoomSettings(settings: Settings): ZoomSettings {
  requireKnownSettings(settings, form, 'A Zoom source');
  const account = readAccount(settings);
  return {
    account,
    user: 'credential' in account ? readOwnUser(settings) : readUser(settings),
    view: readView(settings),
    days: readWholeNumber(settings['days'], DAYS),
  };
}

function readUser({ user }: Settings): string {
  if (typeof user === 'string' && USER.test(user)) return user;
  throw misconfiguredError('The user must be the e-mail address or the id of a Zoom user');
}

/** A consent gives access to the recordings of its own user only. */
function readOwnUser({ user }: Settings): string {
  if (user === undefined) return 'me';
  throw misconfiguredError('Leave the user empty: a Zoom account of your own brings the recordings of its own user');
}
