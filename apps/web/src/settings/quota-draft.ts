import type { QuotaName, UserLimits } from '@throughline/api-client';
import { decimalSign, formatNumber } from '../texts/numbers.js';
import { text } from '../texts/text.js';

export const QUOTAS = ['items', 'bytes', 'transcription_minutes', 'deliveries'] as const satisfies readonly QuotaName[];

/** The limits of a user as an administrator writes them. Empty: the limit of the server. */
export type QuotaDraft = Readonly<Record<QuotaName, string>>;

export type OwnLimits = Partial<Record<QuotaName, number | null>>;

const UNLIMITED = text.settings.quota.noLimit;
/** The word of the API and the command line, too. */
const UNLIMITED_WORDS: readonly string[] = [UNLIMITED.toLowerCase(), 'unlimited'];
const GIGABYTE = 1_000_000_000;
const unitOf = (quota: QuotaName): number => (quota === 'bytes' ? GIGABYTE : 1);

function write(quota: QuotaName, { own, limits }: Pick<UserLimits, 'own' | 'limits'>): string {
  if (!own.includes(quota)) return '';
  const limit = limits[quota];
  return limit === null ? UNLIMITED : formatNumber(limit / unitOf(quota), { useGrouping: false, maximumFractionDigits: 9 });
}

export const draftOf = (limits: Pick<UserLimits, 'own' | 'limits'>): QuotaDraft => ({
  items: write('items', limits),
  bytes: write('bytes', limits),
  transcription_minutes: write('transcription_minutes', limits),
  deliveries: write('deliveries', limits),
});

/** Reads a number as the user writes it. The other sign may separate thousands: 1,000 is not 1. */
function readNumber(written: string): number {
  const [whole = '', part = '0', ...rest] = written.split(decimalSign());
  return [whole, part].every((digits) => /^\d+$/.test(digits)) && rest.length === 0 ? Number(`${whole}.${part}`) : NaN;
}

/** Returns the limit; null without a limit, undefined for the limit of the server, `invalid` for other texts. */
function readLimit(quota: QuotaName, written: string): number | null | undefined | 'invalid' {
  const limit = written.trim().toLowerCase();
  if (limit === '') return undefined;
  if (UNLIMITED_WORDS.includes(limit)) return null;
  const number = readNumber(limit);
  const amount = quota === 'bytes' ? Math.round(number * GIGABYTE) : number;
  return Number.isSafeInteger(amount) ? amount : 'invalid';
}

/** Returns the limits to send, or the quotas whose text is no limit. */
export function readDraft(draft: QuotaDraft): { readonly own: OwnLimits } | { readonly invalid: readonly QuotaName[] } {
  const read = QUOTAS.map((quota) => [quota, readLimit(quota, draft[quota])] as const);
  const invalid = read.filter(([, limit]) => limit === 'invalid').map(([quota]) => quota);
  if (invalid.length > 0) return { invalid };
  return { own: Object.fromEntries(read.filter(([, limit]) => limit !== undefined)) };
}
