import { randomBytes } from 'node:crypto';
import { ZoomRefusal, invalidField, requireOnlyParameters } from './refusals.js';

export interface ZoomFile {
  readonly id: string;
  /** `MP4`, `M4A`, `CHAT`, `TRANSCRIPT` … */
  readonly file_type: string;
  /** `shared_screen_with_speaker_view`, `audio_only` … */
  readonly recording_type: string;
  readonly recording_start: string;
  readonly recording_end: string;
  status: 'completed' | 'processing';
  bytes: Buffer;
  /** True: listed like any other, but its download answers 404. */
  isLost: boolean;
}

export interface ZoomMeeting {
  readonly uuid: string;
  readonly id: number;
  readonly topic: string;
  readonly start_time: string;
  readonly host_email: string;
  readonly files: ZoomFile[];
}

interface Listing {
  readonly span: string;
  readonly rest: readonly ZoomMeeting[];
  readonly expiresAt: number;
}

const PAGE_TOKEN_MS = 15 * 60_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const readDay = (query: URLSearchParams, name: string, fallback: string): string => {
  const day = query.get(name) ?? fallback;
  if (!DAY.test(day) || Number.isNaN(Date.parse(day))) throw invalidField(`Invalid field ${name}.`);
  return day;
};

/** Returns the same day of the next month, or its last day. */
function addMonth(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10);
}

function readSize(query: URLSearchParams): number {
  const size = Number(query.get('page_size') ?? '30');
  if (!Number.isInteger(size) || size < 1 || size > 300) throw invalidField('Invalid field page_size.');
  return size;
}

/** True if the UUID must be encoded twice in a path, because the server decodes it once before it finds the route. */
const needsDoubleEncoding = (uuid: string): boolean => uuid.startsWith('/') || uuid.includes('//');

/** The cloud recordings of an account, as its API lists them. */
export class ZoomRecordings {
  readonly meetings: ZoomMeeting[] = [];
  readonly #listings = new Map<string, Listing>();

  constructor(private readonly now: () => number) {}

  /** Lists the meetings of a user, newest first: at most a month, in pages whose tokens live 15 minutes. */
  list(user: string, query: URLSearchParams, render: (meeting: ZoomMeeting) => object): object {
    requireOnlyParameters(query, 'from', 'to', 'page_size', 'next_page_token');
    if (!this.meetings.some(({ host_email }) => host_email === user))
      throw new ZoomRefusal(404, 1001, `User does not exist: ${user}.`);
    const today = new Date(this.now()).toISOString().slice(0, 10);
    const [from, to, size] = [readDay(query, 'from', today), readDay(query, 'to', today), readSize(query)];
    if (from > to || to > addMonth(from)) throw invalidField('The date range must be within one month.');
    const span = `${user} ${from} ${to}`;
    const given = query.get('next_page_token') ?? '';
    const rest = given === '' ? this.#find(user, from, to) : this.#continue(given, span);
    const next = rest.length > size ? this.#issue({ span, rest: rest.slice(size), expiresAt: this.now() + PAGE_TOKEN_MS }) : '';
    const meetings = rest.slice(0, size).map(render);
    return { from, to, page_size: size, total_records: rest.length, next_page_token: next, meetings };
  }

  /** Returns the meeting of a path's segment: a UUID, or a number, which means the last occurrence. */
  find(segment: string): ZoomMeeting {
    const once = decodeURIComponent(segment);
    const uuid = this.meetings.some((meeting) => needsDoubleEncoding(meeting.uuid) && meeting.uuid === decodeURIComponent(once))
      ? decodeURIComponent(once)
      : once;
    if (needsDoubleEncoding(once)) throw new ZoomRefusal(404, 2300, 'This API endpoint is not recognized.');
    const found = this.meetings.findLast((meeting) => meeting.uuid === uuid || String(meeting.id) === uuid);
    if (found === undefined) throw new ZoomRefusal(404, 3301, 'There is no recording for this meeting.');
    return found;
  }

  #find(user: string, from: string, to: string): readonly ZoomMeeting[] {
    return this.meetings
      .filter(
        ({ host_email, start_time: start }) => host_email === user && start.slice(0, 10) >= from && start.slice(0, 10) <= to,
      )
      .sort((one, other) => Date.parse(other.start_time) - Date.parse(one.start_time));
  }

  #continue(token: string, span: string): readonly ZoomMeeting[] {
    const listing = this.#listings.get(token);
    if (listing === undefined || listing.span !== span || listing.expiresAt <= this.now())
      throw invalidField('The next page token is invalid or expired.');
    return listing.rest;
  }

  #issue(listing: Listing): string {
    const token = randomBytes(12).toString('base64url');
    this.#listings.set(token, listing);
    return token;
  }
}
