import { CliError, isCliError } from '../exit.js';
import { eventsIn, openStream, type ServerEvent } from './event-stream.js';
import type { HttpClient } from './http-client.js';
import { read, type RecordingView } from './views.js';

type Part = Readonly<Record<string, unknown>>;

const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? (value as Part[]) : []);

/** What moved, laid over what was there. */
const laidOver = (before: readonly Part[], moved: readonly Part[], key: string): readonly Part[] =>
  before.map((part) => ({ ...part, ...moved.find((one) => one[key] === part[key]) }));

function movedOn(before: Part, moved: Part): Part {
  return {
    ...before,
    ...moved,
    processing_stages: laidOver(partsOf(before['processing_stages']), partsOf(moved['processing_stages']), 'stage_type'),
    outputs: laidOver(partsOf(before['outputs']), partsOf(moved['outputs']), 'id'),
  };
}

/** The item after an event; undefined where there is none to tell. */
export function itemAfter(before: Part | undefined, { event, data }: ServerEvent): Part | undefined {
  if (event === 'snapshot' || event === 'change') return data as Part;
  return event === 'progress' && before !== undefined ? movedOn(before, data as Part) : undefined;
}

const isSignedOut = ({ event, data }: ServerEvent): boolean =>
  event === 'reset' && (data as { reason?: unknown }).reason === 'signed-out';

/** Refusals that another stream would meet as well, and that asking now and then would not. */
const NO_STREAMS: ReadonlySet<unknown> = new Set(['unknown-path', 'too-many-streams']);

/** Where a follower is. */
interface Place {
  lastId: string | undefined;
  item: Part | undefined;
}

/** What one connection tells, until it is cut. */
async function* connection(client: HttpClient, path: string, place: Place): AsyncGenerator<RecordingView> {
  const response = await openStream(client, `${path}/stream`, place.lastId);
  const events = eventsIn(response as AsyncIterable<string>, (id) => {
    place.lastId = id;
  });
  for await (const event of events) {
    if (isSignedOut(event)) throw new CliError('refused', 'The token does not hold any more');
    const item = itemAfter(place.item, event);
    if (item === undefined) continue;
    place.item = item;
    yield read.recording(item);
  }
}

const hasNoStreams = (error: unknown): boolean => isCliError(error) && NO_STREAMS.has(error.details.code);
const isRefusal = (error: unknown): boolean => isCliError(error) && error.exit !== 'unreachable';

/**
 * A recording whenever something of it has changed or moved, told by the server. It goes on where it was after a cut line;
 * where it cannot be had at all, undefined is the last word, and the caller asks by itself.
 */
export async function* follow(client: HttpClient, path: string): AsyncGenerator<RecordingView | undefined> {
  const place: Place = { lastId: undefined, item: undefined };
  const patience = client.newPatience();
  for (;;) {
    try {
      for await (const recording of connection(client, path, place)) {
        patience.reset();
        yield recording;
      }
    } catch (error) {
      if (hasNoStreams(error)) {
        yield undefined;
        return;
      }
      if (isRefusal(error) || !(await patience.again('The stream was cut'))) throw error;
    }
  }
}
