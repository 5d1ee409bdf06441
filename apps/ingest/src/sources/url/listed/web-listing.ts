import { SOURCE_LIMITS, type SourceEntry, type SourceError, type SourcePage } from '@throughline/contracts';
import { findAddressProblem, type AllowList } from '@throughline/outgoing';
import type { ListingRequest } from '../../../kit/source-lister.js';
import { hashId } from './stable-address.js';

/** An entry of a feed or playlist. All texts come from a stranger. */
export interface FoundEntry {
  /** Identifies the content within the place. */
  readonly id: string;
  readonly title: string;
  /** Absent if the entry leads to nothing that can be taken in; then `problem` says why. */
  readonly address?: string | undefined;
  readonly fileName?: string | undefined;
  /** Milliseconds since 1970. */
  readonly recordedAt?: number | undefined;
  /** The length of the recording as the site names it. */
  readonly seconds?: number | undefined;
  readonly pending?: string | undefined;
  readonly problem?: SourceError | undefined;
}

export interface WebPlace {
  readonly place: string;
  readonly allowed: AllowList;
  /** Older entries are not listed. Without dates, the first entries are the newest. */
  readonly newest: number;
  /** True if the dates of the entries change between two requests, so that they cannot order the pages. */
  readonly hasVagueDates?: boolean;
}

const FILE_NAME = 255;
const [EARLIEST, LATEST] = [Date.UTC(1900, 0, 1), Date.UTC(2200, 0, 1)];

const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/\p{Cs}$/u, '')}…`;

/** Makes a stranger's text fit for display: one line without control characters, and limited. */
export const cleanText = (text: string, limit: number): string =>
  cut(text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), limit);

const REPEATED: SourceError = { code: 'repeated', message: 'Another entry of the list has the same id.' };
const NO_DATE: SourceError = {
  code: 'no-date',
  message: 'Its date is unknown, so it is left out when only items of some time are wanted.',
};

const isPlausible = (time: number | undefined): time is number => time !== undefined && time >= EARLIEST && time < LATEST;

/** Sites also name 0 for a length that they do not know. */
const nameLength = ({ seconds = 0 }: FoundEntry): { readonly duration_seconds?: number } =>
  seconds > 0 && seconds <= SOURCE_LIMITS.durationSeconds ? { duration_seconds: seconds } : {};

function findAddress({ address = '' }: FoundEntry, allowed: AllowList): { readonly href: string } | SourceError {
  const problem = findAddressProblem(address, allowed);
  if (problem !== undefined) return { code: 'address-refused', message: cut(problem, SOURCE_LIMITS.message) };
  const url = new URL(address);
  url.hash = '';
  // Percent-encoding can lengthen the address beyond the limit.
  const longer = findAddressProblem(url.href, allowed);
  return longer === undefined ? { href: url.href } : { code: 'address-refused', message: cut(longer, SOURCE_LIMITS.message) };
}

type Time = 'wanted' | 'unwanted' | 'unknown';

function judgeTime({ recordedAt }: FoundEntry, { from, to }: ListingRequest): Time {
  if (from === undefined && to === undefined) return 'wanted';
  if (!isPlausible(recordedAt)) return 'unknown';
  const isWanted = recordedAt >= Date.parse(from ?? '0000-01-01') && recordedAt <= Date.parse(to ?? '9999-12-31');
  return isWanted ? 'wanted' : 'unwanted';
}

function toEntry(found: FoundEntry, allowed: AllowList, problem: SourceError | undefined): SourceEntry {
  const name = cleanText(found.title, SOURCE_LIMITS.name) || 'Untitled';
  const address = problem ?? found.problem ?? findAddress(found, allowed);
  if (!('href' in address)) return { kind: 'ignored', name, ...address };
  const fileName = cleanText(found.fileName ?? '', FILE_NAME);
  return {
    kind: 'item',
    external_id: hashId(found.id),
    name,
    ...(fileName === '' ? {} : { file_name: fileName }),
    ...(isPlausible(found.recordedAt) ? { recorded_at: new Date(found.recordedAt).toISOString() } : {}),
    ...nameLength(found),
    ...(found.pending === undefined ? {} : { pending: found.pending }),
    fetched: { kind: 'url', address: address.href, settings: { origin: new URL(address.href).origin } },
    retires: false,
  };
}

interface OrderedEntry {
  readonly order: string;
  readonly found: FoundEntry;
  readonly isRepeated: boolean;
}

const ageOf = ({ recordedAt }: FoundEntry): number => (isPlausible(recordedAt) ? LATEST - recordedAt : 9e15);

/** Newest first; entries without a date last. With vague dates in the order of their ids. No two entries have the same order. */
function sortEntries(entries: readonly FoundEntry[], { newest, hasVagueDates = false }: WebPlace): readonly OrderedEntry[] {
  const seen = new Map<string, number>();
  const ordered = entries.map((found): OrderedEntry => {
    const { id, title, problem } = found;
    // An entry that is left out repeats none that is taken in.
    const key = hashId(problem === undefined ? id : `ignored ${id}`);
    const repetition = seen.get(key) ?? 0;
    seen.set(key, repetition + 1);
    const age = [String(ageOf(found)).padStart(16, '0'), cleanText(title, SOURCE_LIMITS.name)];
    const parts = [...(hasVagueDates ? [] : age), key, String(repetition).padStart(5, '0')];
    return { found, order: parts.join(' '), isRepeated: problem === undefined && repetition > 0 };
  });
  // The sort keeps the order of the list where ages are equal.
  const kept = ordered.sort((one, other) => ageOf(one.found) - ageOf(other.found)).slice(0, newest);
  return kept.sort((one, other) => (one.order < other.order ? -1 : 1));
}

/**
 * Returns one page of the entries. The cursor is the last entry's place in the order, so entries that appear or disappear
 * between two pages move no other one.
 */
export function toWebPage(found: readonly FoundEntry[], request: ListingRequest, web: WebPlace): SourcePage {
  const { cursor, limit } = request;
  const rest = sortEntries(found, web)
    .map((entry) => ({ ...entry, time: judgeTime(entry.found, request) }))
    .filter(({ order, time }) => (cursor === undefined || order > cursor) && time !== 'unwanted');
  const page = rest.slice(0, limit);
  const entries = page.map(({ found: one, isRepeated, time }) => {
    const undated = time === 'unknown' ? NO_DATE : undefined;
    return toEntry(one, web.allowed, isRepeated ? REPEATED : undated);
  });
  const last = page.at(-1);
  return { place: web.place, entries, ...(rest.length > limit && last !== undefined ? { next_cursor: last.order } : {}) };
}
