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

/**
 * A recording whenever something of it has changed or moved, told by the server. It goes on where it was after a cut line;
 * where it cannot be had at all, undefined is the last word, and the caller asks by itself.
 */
export async function* follow(client: HttpClient, path: string): AsyncGenerator<RecordingView | undefined> {
  let lastId: string | undefined;
  let item: Part | undefined;
  const patience = client.newPatience();
  for (;;) {
    try {
      const response = await openStream(client, `${path}/stream`, lastId);
      for await (const event of eventsIn(response as AsyncIterable<string>, (id) => (lastId = id))) {
        patience.reset();
        if (isSignedOut(event)) throw new CliError('refused', 'The token does not hold any more');
        item = itemAfter(item, event) ?? item;
        if (item !== undefined && event.event !== 'reset') yield read.recording(item);
      }
    } catch (error) {
      if (isCliError(error) && NO_STREAMS.has(error.details.code)) {
        yield undefined;
        return;
      }
      if (isCliError(error) && error.exit !== 'unreachable') throw error;
      if (!(await patience.again('The stream was cut'))) throw error;
    }
  }
}
