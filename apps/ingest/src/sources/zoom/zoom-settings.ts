import type { SourceConfig } from '@throughline/contracts';
import type { SettingsForm } from '@throughline/service-kit/forms';
import { VIEWS, type View } from './recordings.js';
import { misconfiguredError } from './zoom-errors.js';

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

type Settings = SourceConfig['settings'];

const USER = /^[\w.+@~'-]{1,128}$/;
const DAYS = { fallback: 30, max: 3_650 };
const [DEFAULT_VIEW] = VIEWS;

export function readView({ view = DEFAULT_VIEW }: Settings): View {
  const known = VIEWS.find((one) => one === view);
  if (known === undefined) throw misconfiguredError(`The preferred view must be one of: ${VIEWS.join(', ')}`);
  return known;
}

function readDays({ days = DAYS.fallback }: Settings): number {
  if (typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= DAYS.max) return days;
  throw misconfiguredError(`The days must be a whole number from 1 to ${String(DAYS.max)}`);
}

export function readZoomSettings(settings: Settings): ZoomSettings {
  const unknown = Object.keys(settings).find((name) => !Object.hasOwn(form, name));
  if (unknown !== undefined)
    throw misconfiguredError(`A Zoom source has no setting '${unknown}'; it has: ${Object.keys(form).join(', ')}`);
  const { connection, user } = settings;
  if (typeof user !== 'string' || !USER.test(user))
    throw misconfiguredError('The user must be the e-mail address or the id of a Zoom user');
  return { connection: String(connection), user, view: readView(settings), days: readDays(settings) };
}
