import { follow } from '../client/follow.js';
import { read, type RecordingView } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { progressLine, statusText } from '../output/recording.js';
import { table } from '../output/table.js';
import { openClient, type CliContext, type CommonOptions } from './context.js';
import { eventRow, eventsAfter } from './events.js';
import { findItem } from './find-recording.js';
import { requireSuccess } from './wait.js';

/** Short enough that live progress, which changes no revision, is seen to move. */
const WAIT_S = 1;

const changed = async (client: HttpClient, path: string, { revision }: RecordingView): Promise<RecordingView> =>
  read.recording(await client.json({ path: `${path}?wait=${String(WAIT_S)}&after_revision=${revision}`, timeoutMs: 90_000 }));

/** By asking again and again: for a server that has no streams, or none left for this user. */
async function* asked(client: HttpClient, path: string, from: RecordingView): AsyncGenerator<RecordingView> {
  let recording = from;
  for (;;) {
    recording = await changed(client, path, recording);
    yield recording;
  }
}

async function* told(client: HttpClient, path: string, from: RecordingView): AsyncGenerator<RecordingView> {
  let recording = from;
  for await (const next of follow(client, path)) {
    if (next === undefined) break;
    recording = next;
    yield next;
  }
  yield* asked(client, path, recording);
}

/**
 * `tl watch ID`: every event as it is recorded, on stdout, until the run has ended; progress on stderr.
 * With --json one event on each line. Ends as the run does.
 */
export async function watch(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const { terminal } = context;
  const client = await openClient(context, options);
  const path = await findItem(context, client, id);
  let recording = read.recording(await client.json({ path }));
  let last: string | undefined;
  const tell = async (): Promise<void> => {
    const fresh = await eventsAfter(client, path, last);
    last = fresh.at(-1)?.id ?? last;
    if (fresh.length > 0)
      await terminal.data(
        options.json === true ? fresh.map((one) => `${JSON.stringify(one)}\n`).join('') : table(fresh.map(eventRow)),
      );
  };
  await tell();
  if (recording.run?.active === true)
    for await (const next of told(client, path, recording)) {
      const isNewer = next.revision !== recording.revision;
      recording = next;
      if (isNewer) await tell();
      if (recording.run?.active !== true) break;
      terminal.progress(progressLine(recording));
    }
  terminal.say(statusText(recording));
  if (recording.run !== null) requireSuccess(recording);
}
