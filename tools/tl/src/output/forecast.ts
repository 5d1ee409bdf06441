import type { ForecastView } from '../client/views.js';

/** Why nobody can say when it is done; of a newer server the word itself. */
const REASONS: Readonly<Record<string, string>> = {
  paused: 'not while it is paused',
  waiting: 'not while it waits',
  'no-worker': 'no worker serves a lane that it needs',
  stalled: 'its worker has died',
  overdue: 'it takes longer than this ever took',
  queued: 'others are before it',
  'length-unknown': 'the length of the recording is not known yet',
  'no-history': 'too few were done before',
  unknown: 'the server has not listened for long enough',
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `45 s`, `12 min`, `3 h 20 min`: what is far away is not said to the second. */
export function leftText(ms: number): string {
  if (ms < MINUTE) return `${String(Math.max(Math.ceil(ms / 1_000), 0))} s`;
  if (ms < HOUR) return `${String(Math.round(ms / MINUTE))} min`;
  const minutes = Math.round(ms / MINUTE);
  const rest = minutes % 60;
  return `${String(Math.floor(minutes / 60))} h${rest === 0 ? '' : ` ${String(rest)} min`}`;
}

function etaText({ eta, eta_reason: reason }: ForecastView, now: Date): string | undefined {
  if (reason !== undefined && reason !== null) return `unknown: ${REASONS[reason] ?? reason}`;
  if (eta === undefined || eta === null) return undefined;
  const [from, to] = [eta.from, eta.to].map((at) => leftText(Date.parse(at) - now.getTime()));
  const range = from === to ? `in ${String(to)}` : `in ${String(from)} to ${String(to)}`;
  return eta.basis === 'rule' ? `${range} (by rule of thumb)` : range;
}

export const placeText = ({ queue_position: place }: ForecastView): string =>
  place === undefined || place === null ? '' : `place ${String(place)} in its queue`;

/** When it is done and what is before it, as far as the server says. */
export function forecastRows(forecast: ForecastView, now: Date): readonly (readonly string[])[] {
  const [eta, place] = [etaText(forecast, now), placeText(forecast)];
  return [...(eta === undefined ? [] : [['done', eta]]), ...(place === '' ? [] : [['queue', place]])];
}
