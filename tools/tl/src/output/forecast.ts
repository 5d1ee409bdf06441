import type { ForecastView } from '../client/views.js';
import { leftText } from './dates.js';

/** Reasons for an unknown ETA. Codes of a newer server are shown unchanged. */
const REASONS: Readonly<Record<string, string>> = {
  review: 'a person decides when it is published',
  paused: 'not while it is paused',
  waiting: 'not while it waits',
  'no-worker': 'no worker serves a lane that it needs',
  stalled: 'its worker does not respond',
  overdue: 'it takes longer than ever before',
  queued: 'it waits for its turn',
  'length-unknown': 'its length is not known yet',
  'no-progress': 'no progress',
  unknown: 'the server has not listened long enough',
};

/** Shorter gaps between progress reports are normal. */
const STILL_MS = 2 * 60_000;

/** Returns e.g. `in 5 min to 9 min`, or `within 9 min` once the start has passed. */
function rangeText({ from, to }: NonNullable<ForecastView['eta']>, now: Date): string {
  const leftOf = (at: string): string => leftText(Date.parse(at) - now.getTime());
  if (from === null || Date.parse(from) <= now.getTime()) return `within ${leftOf(to)}`;
  return leftOf(from) === leftOf(to) ? `in ${leftOf(to)}` : `in ${leftOf(from)} to ${leftOf(to)}`;
}

function etaText({ eta, eta_reason: reason }: ForecastView, now: Date): string | undefined {
  if (reason !== undefined && reason !== null) return `unknown: ${REASONS[reason] ?? reason}`;
  if (eta === undefined || eta === null) return undefined;
  const range = rangeText(eta, now);
  return eta.basis === 'rule' ? `${range} (by rule of thumb)` : range;
}

const PLACES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

/** Returns e.g. `queued, 4th of 9`. */
export const placeText = ({ queue_position: place, queue_length: length }: ForecastView): string =>
  place === undefined || place === null
    ? ''
    : `queued, ${String(place)}${PLACES[ordinals.select(place)] ?? 'th'} of ${String(length ?? place)}`;

/** Returns e.g. `no progress for 4 min`, or an empty text while the gap is normal. */
export function stillText({ progress_at: since }: ForecastView, now: Date): string {
  const still = typeof since === 'string' ? now.getTime() - Date.parse(since) : 0;
  return still < STILL_MS ? '' : `no progress for ${leftText(still)}`;
}

export function forecastRows(forecast: ForecastView, now: Date): readonly (readonly string[])[] {
  const [eta, place, still] = [etaText(forecast, now), placeText(forecast), stillText(forecast, now)];
  return [
    ...(eta === undefined ? [] : [['done', eta]]),
    ...(place === '' ? [] : [['queue', place]]),
    ...(still === '' ? [] : [['still', still]]),
  ];
}
