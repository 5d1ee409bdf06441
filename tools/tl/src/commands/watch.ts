import { request } from '@throughline/api-client';
import type { ItemAddress } from '@throughline/api-client/items';
import { LIVE_WAIT_S, follow, isSettled, poll } from '../client/follow.js';
import { read, type RecordingView } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { progressLine, statusText } from '../output/recording.js';
import { table } from '../output/table.js';
import { openClient, type CliContext, type CommonOptions } from './context.js';
import { eventRow, fetchEventsAfter } from './events.js';
import { findItem } from './find-recording.js';
import { requireSuccess } from './wait.js';

async function* streamChanges(client: HttpClient, item: ItemAddress, from: RecordingView): AsyncGenerator<RecordingView> {
  let recording = from;
  for await (const next of follow(client, item)) {
    if (next === undefined) break;
    recording = next;
    yield next;
  }
  // The server has no streams, or none left for this user.
  yield* poll(client, item, recording, LIVE_WAIT_S);
}

/**
 * `tl watch ID`: prints every event on stdout until the recording is settled, and progress on stderr. With --json, each event
 * is one line. The exit code is that of the run.
 */
export async function watch(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const { terminal } = context;
  const client = await openClient(context, options);
  const item = await findItem(context, client, id);
  let recording = read.recording(await client.json(request(item.operations.get, { path: item.path })));
  let last: string | undefined;
  const tell = async (): Promise<void> => {
    const fresh = await fetchEventsAfter(client, item, last);
    last = fresh.at(-1)?.id ?? last;
    if (fresh.length > 0)
      await terminal.data(
        options.json === true ? fresh.map((one) => `${JSON.stringify(one)}\n`).join('') : table(fresh.map(eventRow)),
      );
  };
  await tell();
  if (!isSettled(recording))
    for await (const next of streamChanges(client, item, recording)) {
      const isNewer = next.revision !== recording.revision;
      recording = next;
      if (isNewer) await tell();
      if (isSettled(recording)) break;
      terminal.progress(progressLine(recording));
    }
  terminal.say(statusText(recording));
  if (recording.run !== null) requireSuccess(recording);
}
