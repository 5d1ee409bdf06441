import { randomUUID } from 'node:crypto';
import { read, type EventView, type RecordingView } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { recordingText, statusText } from '../output/recording.js';
import { bytes, percent, table } from '../output/table.js';
import { openClient, printJson, recordingPath, type CliContext, type CommonOptions } from './context.js';
import { requireSuccess, waitForRun } from './wait.js';

export interface ListOptions extends CommonOptions {
  readonly status?: string;
  readonly q?: string;
  readonly sort?: string;
  readonly limit: number;
}

const LARGEST_PAGE = 200;

async function listUpTo(client: HttpClient, options: ListOptions): Promise<RecordingView[]> {
  const found: RecordingView[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(Math.min(LARGEST_PAGE, options.limit - found.length)) });
    for (const [name, value] of Object.entries({ status: options.status, q: options.q, sort: options.sort, cursor }))
      if (typeof value === 'string') query.set(name, value);
    const page: ReturnType<typeof read.recordings> = read.recordings(
      await client.json({ path: `/api/v1/recordings?${query.toString()}` }),
    );
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && found.length < options.limit);
  return found;
}

const nothingFound = ({ status, q }: ListOptions): string =>
  status === undefined && q === undefined
    ? 'no recordings yet: `tl push FILE --run` brings the first one'
    : 'no recording is like that';

/** `tl ls` */
export async function list(context: CliContext, options: ListOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = await listUpTo(client, options);
  if (options.json === true) {
    await printJson(context, found);
    return;
  }
  if (found.length === 0) context.terminal.say(nothingFound(options));
  const rows = found.map((one) => [
    one.id,
    statusText(one),
    one.run?.active === true ? percent(one.progress) : '',
    one.title ?? '',
  ]);
  await context.terminal.data(rows.length === 0 ? '' : table(rows));
}

/** `tl status ID` */
export async function status(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const answer = await client.json({ path: recordingPath(id) });
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const recording = read.recording(answer);
  const { items } = read.artifacts(await client.json({ path: `${recordingPath(id)}/artifacts` }));
  const files = items.map((one) => [one.name, bytes(one.size), one.media_type]);
  await context.terminal.data(recordingText(recording) + (files.length === 0 ? '' : `\n${table(files)}`));
}

export interface RunOptions extends CommonOptions {
  readonly wait?: boolean;
}

/** `tl run ID` */
export async function run(context: CliContext, id: string, options: RunOptions): Promise<void> {
  const client = await openClient(context, options);
  const answer = await client.json({ method: 'POST', path: `${recordingPath(id)}/run`, body: {}, idempotencyKey: randomUUID() });
  const started = read.recording(answer);
  if (started.outcome?.code === 'already-complete') context.terminal.say('nothing is left to do');
  const recording = options.wait === true ? await waitForRun(context, client, started) : started;
  await (options.json === true ? printJson(context, recording) : context.terminal.data(recordingText(recording)));
  if (options.wait === true) requireSuccess(recording);
}

export interface EventOptions extends CommonOptions {
  readonly after?: string;
}

const EVENTS_PAGE = '500';

/** `tl events ID` */
export async function events(context: CliContext, id: string, options: EventOptions): Promise<void> {
  const client = await openClient(context, options);
  const all: EventView[] = [];
  for (let after: string | null | undefined = options.after; after !== null;) {
    const query = new URLSearchParams({ limit: EVENTS_PAGE, ...(after === undefined ? {} : { after }) });
    const page: ReturnType<typeof read.events> = read.events(
      await client.json({ path: `${recordingPath(id)}/events?${query.toString()}` }),
    );
    all.push(...page.items);
    after = page.next_cursor;
  }
  if (options.json === true) {
    await printJson(context, all);
    return;
  }
  const rows = all.map((one) => [one.occurred_at, one.status_after, one.type, one.step ?? '', one.message ?? '']);
  await context.terminal.data(rows.length === 0 ? '' : table(rows));
}
