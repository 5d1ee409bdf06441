import { SOURCE_LIMITS, isObject, type SourceEntry, type SourceItem, type SourcePage } from '@throughline/contracts';
import type { ListingRequest, SourceLister, SourceProbe } from '../../kit/source-lister.js';
import { beginListing, monthOf, nextMonth, parseCursor, serializeCursor, type ListCursor, type Span } from './list-cursor.js';
import { toAddress, toExternalId } from './recording-address.js';
import {
  isProcessing,
  isUnplaced,
  namesOfFiles,
  parseMeeting,
  partsOf,
  rankViews,
  type StoredFile,
  type Meeting,
  type MeetingPart,
} from './recordings.js';
import { ZoomApiError, zoomCodeOf, type ZoomApi } from './zoom-api.js';
import { notUnderstoodError } from './zoom-errors.js';
import type { ZoomSettings } from './zoom-settings.js';

const DAY_MS = 86_400_000;
const PENDING = 'Zoom still processes the recording.';
const EMPTY = 'It has neither video nor audio.';
/** The code of a refused parameter. */
const INVALID_FIELD = 300;

interface WantedSpan extends Span {
  /** Nobody asked for an end: the clock of Zoom may be ahead. */
  readonly isOpen: boolean;
}

interface ListedPage extends MeetingPage {
  /** The place that was listed: another one than requested, if the token of the page has expired. */
  readonly cursor: ListCursor;
}

interface MeetingPage {
  readonly meetings: readonly unknown[];
  readonly next: string | undefined;
}

export interface ZoomListerOptions {
  readonly maxBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The recordings of one Zoom user. Runs fetch them, each with a download token of its own. */
export class ZoomLister implements SourceLister {
  constructor(
    private readonly api: ZoomApi,
    private readonly settings: ZoomSettings,
    private readonly options: ZoomListerOptions,
  ) {}

  /** Before the first listing of a user's own account, it names the credential: Zoom has not named the account yet. */
  get place(): string {
    return this.api.place;
  }

  probes(): readonly SourceProbe[] {
    return [
      {
        name: 'read',
        confirms: 'The recordings of the user can be read.',
        run: async (signal) => {
          const now = this.options.now();
          await this.#fetchPage(beginListing({ from: now, to: now }, 1), signal);
        },
      },
    ];
  }

  async list(request: ListingRequest, signal: AbortSignal): Promise<SourcePage> {
    const span = this.#spanOf(request);
    const requested = request.cursor === undefined ? beginListing(span, request.limit) : parseCursor(request.cursor);
    await this.api.findAccount(signal);
    const { meetings, next: token, cursor } = await this.#fetchPage(requested, signal);
    const all = meetings.flatMap((meeting) => this.#readMeeting(meeting, span));
    const listed = cursor.skip + request.limit;
    const next = all.length > listed ? { ...cursor, skip: listed } : continueAfter(cursor, token);
    return {
      place: this.place,
      entries: all.slice(cursor.skip, listed),
      ...(next === undefined ? {} : { next_cursor: serializeCursor(next) }),
    };
  }

  #spanOf({ from, to }: ListingRequest): WantedSpan {
    const until = to === undefined ? this.options.now() : Date.parse(to);
    const since = from === undefined ? until - this.settings.days * DAY_MS : Date.parse(from);
    return { from: Math.min(since, until), to: until, isOpen: to === undefined };
  }

  async #fetchPage(cursor: ListCursor, signal: AbortSignal): Promise<ListedPage> {
    const { size, token } = cursor;
    const path = `/users/${encodeURIComponent(this.settings.user)}/recordings`;
    const query = { ...monthOf(cursor), page_size: String(size) };
    try {
      const page = readPage(
        await this.api.ask(path, { ...query, ...(token === undefined ? {} : { next_page_token: token }) }, signal),
      );
      // The same page again would never end.
      if (token !== undefined && page.next === token) throw notUnderstoodError();
      return { ...page, cursor };
    } catch (error) {
      if (!(error instanceof ZoomApiError)) throw error;
      // A page's token lives 15 minutes. The month is listed again from its beginning, and what is known is passed over.
      if (token === undefined || zoomCodeOf(error) !== INVALID_FIELD) throw error.cause;
      const { token: _expired, ...month } = cursor;
      return { ...readPage(await this.api.get(path, query, signal)), cursor: { ...month, skip: 0 } };
    }
  }

  #readMeeting(value: unknown, { from, to, isOpen }: WantedSpan): readonly SourceEntry[] {
    const meeting = parseMeeting(value);
    if (meeting === undefined) return [ignored(nameOf(value), 'not-understood', 'Zoom lists it with missing or wrong fields.')];
    if (isUnplaced(meeting)) {
      const isLate = !isOpen && Date.parse(meeting.start_time) > to;
      return isLate ? [] : [toUnplaced(meeting)];
    }
    const parts = partsOf(meeting);
    return parts.flatMap((part, index) => {
      const start = Date.parse(part.start);
      const isWanted = start >= from && (isOpen || start <= to);
      return isWanted ? [this.#toEntry(meeting, part, parts.length > 1 ? index + 1 : undefined)] : [];
    });
  }

  #toEntry(meeting: Meeting, part: MeetingPart, number: number | undefined): SourceEntry {
    const name = number === undefined ? nameOf(meeting) : `${nameOf(meeting)} (${String(number)})`;
    const { maxBytes } = this.options;
    const [file] = rankViews(part, this.settings.view);
    const isPending = isProcessing(part);
    if (!isPending && file === undefined) return ignored(name, 'empty', describeEmpty(part));
    if (!isPending && file !== undefined && file.size > maxBytes)
      return ignored(name, 'too-large', `The recording exceeds the limit of ${String(maxBytes)} bytes.`);
    const ref = { uuid: meeting.uuid, start: part.start };
    const { account, view } = this.settings;
    return {
      kind: 'item',
      external_id: toExternalId(ref),
      name,
      recorded_at: part.start,
      ...(isPending ? { pending: PENDING } : toCompleted(file)),
      fetched: { address: toAddress(ref), settings: { ...account, view } },
      retires: false,
    };
  }
}

const toCompleted = (file: StoredFile | undefined): Pick<SourceItem, 'size' | 'duration_seconds'> => ({
  size: file?.size ?? 0,
  ...(file?.seconds === undefined ? {} : { duration_seconds: file.seconds }),
});

const continueAfter = (
  { skip: _skip, token: _token, ...cursor }: ListCursor,
  token: string | undefined,
): ListCursor | undefined => (token === undefined ? nextMonth({ ...cursor, skip: 0 }) : { ...cursor, skip: 0, token });

function readPage({ meetings, next_page_token: next }: Readonly<Record<string, unknown>>): MeetingPage {
  if (!Array.isArray(meetings) || meetings.length > 300 || (next !== undefined && typeof next !== 'string'))
    throw notUnderstoodError();
  if ((next?.length ?? 0) > 1_000) throw notUnderstoodError();
  return { meetings, next: next === '' ? undefined : next };
}

/** Leaves room for the number of a part. */
function nameOf(value: unknown): string {
  const topic = isObject(value) && typeof value['topic'] === 'string' ? value['topic'] : '';
  const shown = topic.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
  return shown === '' ? 'Zoom recording' : shown.slice(0, SOURCE_LIMITS.name - 10).replace(/\p{Cs}$/u, '');
}

/** Without an address, the gateway registers nothing. */
const toUnplaced = (meeting: Meeting): SourceEntry => ({
  kind: 'item',
  external_id: meeting.uuid,
  name: nameOf(meeting),
  recorded_at: new Date(meeting.start_time).toISOString(),
  pending: PENDING,
  retires: false,
});

function describeEmpty(part: MeetingPart): string {
  const names = namesOfFiles({ ...part, files: [] });
  return names.length === 0 ? EMPTY : `${EMPTY} Zoom has only: ${names.slice(0, 10).join(', ')}.`;
}

const ignored = (name: string, code: string, message: string): SourceEntry => ({ kind: 'ignored', name, code, message });
