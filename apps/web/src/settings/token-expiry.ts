import type { Token } from '@throughline/api-client';
import { text } from '../texts/text.js';
import { age, calendarDay } from '../texts/times.js';

const words = text.settings.tokens;
const DAY_MS = 86_400_000;
/** Leaves time to replace a token in every program that uses it. */
const WARN_BEFORE_MS = 14 * DAY_MS;

/** Days until a new token expires; 0: it does not. */
export const EXPIRY_DAYS = [30, 90, 365, 0] as const;
export type ExpiryDays = (typeof EXPIRY_DAYS)[number];
export const DEFAULT_EXPIRY: ExpiryDays = 90;

export interface Expiry {
  readonly tone: 'quiet' | 'warn' | 'bad';
  readonly words: string;
}

export function describeExpiry({ expires_at: expiresAt }: Pick<Token, 'expires_at'>, now: number): Expiry {
  if (expiresAt === null) return { tone: 'quiet', words: words.neverExpires };
  const at = Date.parse(expiresAt);
  if (at <= now) return { tone: 'bad', words: words.expired(calendarDay(at, now)) };
  if (at - now < WARN_BEFORE_MS) return { tone: 'warn', words: words.expiresSoon(age(at, now)) };
  return { tone: 'quiet', words: words.expires(calendarDay(at, now)) };
}
