import { request, type ApiRequest } from '@throughline/api-client';
import { CliError, isCliError } from '../exit.js';
import { parseEvents, openStream, type ServerEvent } from './event-stream.js';
import type { HttpClient } from './http-client.js';
import { read, type RecordingView } from './views.js';
import type { ItemAddress } from '@throughline/api-client/items';

/** Seconds. Short: live progress does not change the revision, so only a new request shows it. */
export const LIVE_WAIT_S = 1;

/** Checks if nothing more happens by itself. */
export const isSettled = ({ terminal }: RecordingView): boolean => terminal;

/** Yields an item now, after each change, and at least every `seconds`, until it is settled. */
export async function* poll(
  client: HttpClient,
  { operations, path }: ItemAddress,
  from: RecordingView,
  seconds: number,
): AsyncGenerator<RecordingView> {
  for (let item = from; ;) {
    yield item;
    if (isSettled(item)) return;
    const query = { wait: seconds, after_revision: item.revision };
    item = read.recording(await client.json({ ...request(operations.get, { path, query }), timeoutMs: 90_000 }));
  }
}

type Part = Readonly<Record<string, unknown>>;

const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? (value as Part[]) : []);

const mergeParts = (before: readonly Part[], moved: readonly Part[], key: string): readonly Part[] =>
  before.map((part) => ({ ...part, ...moved.find((one) => one[key] === part[key]) }));

function mergeProgress(before: Part, moved: Part): Part {
  return {
    ...before,
    ...moved,
    processing_stages: mergeParts(partsOf(before['processing_stages']), partsOf(moved['processing_stages']), 'stage_type'),
    outputs: mergeParts(partsOf(before['outputs']), partsOf(moved['outputs']), 'id'),
  };
}

/** Returns the item after an event, or undefined if the event does not change it. */
export function applyEvent(before: Part | undefined, { event, data }: ServerEvent): Part | undefined {
  if (event === 'snapshot' || event === 'change') return data as Part;
  return event === 'progress' && before !== undefined ? mergeProgress(before, data as Part) : undefined;
}

const isSignedOut = ({ event, data }: ServerEvent): boolean =>
  event === 'reset' && (data as { reason?: unknown }).reason === 'signed-out';

/** Refusals that would repeat for another stream. Polling still works. */
const NO_STREAMS: ReadonlySet<unknown> = new Set(['unknown-path', 'too-many-streams']);

interface FollowerState {
  lastId: string | undefined;
  item: Part | undefined;
}

/** Yields the updates of one connection until it breaks. */
async function* readConnection(client: HttpClient, stream: ApiRequest, place: FollowerState): AsyncGenerator<RecordingView> {
  const response = await openStream(client, stream, place.lastId);
  const events = parseEvents(response as AsyncIterable<string>, (id) => {
    place.lastId = id;
  });
  for await (const event of events) {
    if (isSignedOut(event)) throw new CliError('refused', 'The token is no longer valid');
    const item = applyEvent(place.item, event);
    if (item === undefined) continue;
    place.item = item;
    yield read.recording(item);
  }
}

const hasNoStreams = (error: unknown): boolean => isCliError(error) && NO_STREAMS.has(error.details.code);
const isRefusal = (error: unknown): boolean => isCliError(error) && error.exit !== 'unreachable';

/**
 * Yields a recording whenever the server reports a change, and resumes after a broken connection. If there can be no stream at
 * all, yields undefined last: then the caller must poll.
 */
export async function* follow(client: HttpClient, { operations, path }: ItemAddress): AsyncGenerator<RecordingView | undefined> {
  const stream = request(operations.stream, { path });
  const place: FollowerState = { lastId: undefined, item: undefined };
  const patience = client.newPatience();
  for (;;) {
    try {
      for await (const recording of readConnection(client, stream, place)) {
        patience.reset();
        yield recording;
      }
    } catch (error) {
      if (hasNoStreams(error)) {
        yield undefined;
        return;
      }
      if (isRefusal(error) || !(await patience.waitForRetry('The stream was interrupted'))) throw error;
    }
  }
}
