import type { SettingsForm } from '@throughline/service-kit/forms';
import { misconfiguredError, readChoice, readWholeNumber, requireKnownSettings, type Settings } from '../read-settings.js';
import { VIEWS, type View } from './recordings.js';

export const form = {
  connection: {
    label: 'Connection',
    kind: 'choice',
    required: true,
    hint: 'A Zoom account that the operator of this server has connected.',
  },
  user: { label: 'User', kind: 'text', required: true, hint: 'The e-mail address of the Zoom user who hosts the meetings.' },
  view: {
    label: 'Preferred view',
    kind: 'choice',
    options: VIEWS.map((value) => ({ value })),
    hint: 'Of each recording, this view is imported, or the next one that exists. Empty: shared screen with speaker view.',
  },
  days: { label: 'Days', kind: 'number', min: 1, hint: 'Recordings of this many days are looked for. Empty: 30.' },
} as const satisfies SettingsForm;

export interface ZoomSettings {
  readonly connection: string;
  readonly user: string;
  readonly view: View;
  readonly days: number;
}

const USER = /^[\w.+@~'-]{1,128}$/;
const DAYS = { fallback: 30, max: 3_650, what: 'The days' };
const [DEFAULT_VIEW] = VIEWS;

export const readView = ({ view = DEFAULT_VIEW }: Settings): View => readChoice(view, VIEWS, 'The preferred view');

export function readZoomSettings(settings: Settings): ZoomSettings {
  requireKnownSettings(settings, form, 'A Zoom source');
  const { connection, user } = settings;
  if (typeof user !== 'string' || !USER.test(user))
    throw misconfiguredError('The user must be the e-mail address or the id of a Zoom user');
  return { connection: String(connection), user, view: readView(settings), days: readWholeNumber(settings['days'], DAYS) };
}
