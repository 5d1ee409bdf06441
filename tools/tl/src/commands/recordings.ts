import { randomUUID } from 'node:crypto';
import { read, type RecordingView } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { recordingText, statusText } from '../output/recording.js';
import { dateText, lengthText } from '../output/dates.js';
import { bytes, listing, percent, table } from '../output/table.js';
import { kindOf, openClient, printJson, type CliContext, type CommonOptions, type ItemKind } from './context.js';
import { isCliError } from '../exit.js';
import { heldUp } from '../explain/held-up.js';
import { readExplanation } from '../explain/views.js';
import { findItem } from './find-recording.js';
import { overridesOf, type OverrideOptions } from './overrides.js';
import { sayOutcome } from './outcome.js';
import { requireSuccess, waitForRun } from './wait.js';

export interface ListOptions extends CommonOptions {
  readonly status?: string;
  readonly q?: string;
  readonly sort?: string;
  readonly failed?: boolean;
  readonly paused?: boolean;
  readonly waiting?: boolean;
  readonly deleted?: boolean;
  readonly unconfirmed?: boolean;
  readonly partial?: boolean;
  readonly limit: number;
}

const LARGEST_PAGE = 200;

const flagsOf = (options: ListOptions): Readonly<Record<string, string | undefined>> => {
  const { failed, paused, waiting, deleted, unconfirmed, partial } = options;
  const asked = (flag: boolean | undefined): string | undefined => (flag === true ? 'true' : undefined);
  return {
    failed: asked(failed),
    on_pause: asked(paused),
    waiting: asked(waiting),
    deleted: asked(deleted),
    unconfirmed: asked(unconfirmed),
    partial: asked(partial),
  };
};

async function listUpTo(client: HttpClient, kind: ItemKind, options: ListOptions): Promise<RecordingView[]> {
  const found: RecordingView[] = [];
  const { status, q, sort } = options;
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(Math.min(LARGEST_PAGE, options.limit - found.length)) });
    for (const [name, value] of Object.entries({ status, q, sort, ...flagsOf(options), cursor }))
      if (typeof value === 'string') query.set(name, value);
    const page: ReturnType<typeof read.recordings> = read.recordings(
      await client.json({ path: `${kind.path}?${query.toString()}` }),
    );
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && found.length < options.limit);
  return found;
}

const nothingFound = ({ things }: ItemKind, options: ListOptions): string =>
  options.status === undefined && options.q === undefined && Object.values(flagsOf(options)).every((flag) => flag === undefined)
    ? `no ${things} yet: \`tl push FILE --run\` brings the first one`
    : `no ${things} are like that`;

/** `tl ls` */
export async function list(context: CliContext, options: ListOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = await listUpTo(client, kindOf(context), options);
  if (options.json === true) {
    await printJson(context, found);
    return;
  }
  if (found.length === 0) context.terminal.say(nothingFound(kindOf(context), options));
  await context.terminal.data(listText(kindOf(context), found));
}

function listText(kind: ItemKind, found: readonly RecordingView[]): string {
  const columns: readonly (readonly [string, (one: RecordingView) => string])[] = [
    ['ID', ({ id }) => id],
    ['STATUS', statusText],
    ['PROGRESS', ({ run, progress }) => (run?.active === true ? percent(progress) : '')],
    ...(kind.hasLength ? [['LENGTH', ({ source }: RecordingView) => lengthText(source?.duration_seconds)] as const] : []),
    ['CREATED', ({ created_at: at }) => dateText(at)],
    ['TITLE', ({ title }) => title ?? ''],
  ];
  return listing(
    columns.map(([name]) => name),
    found.map((one) => columns.map(([, cell]) => cell(one))),
  );
}

const GONE: ReadonlySet<unknown> = new Set(['gone', 'erased']);

/** Files of what was erased, or is past its retention date, are gone, and that is what there is to say of them. */
const filesOf = async (client: HttpClient, path: string): Promise<string> => {
  try {
    const { items } = read.artifacts(await client.json({ path: `${path}/artifacts` }));
    return table(items.map((one) => [one.name, bytes(one.size), one.media_type]));
  } catch (error) {
    if (isCliError(error) && GONE.has(error.details.code)) return 'its files are gone\n';
    throw error;
  }
};

/** What an active run waits for beside what the recording tells. A status that is there is not held back for it. */
const holdUps = async (client: HttpClient, path: string): Promise<readonly (readonly string[])[]> => {
  const explanation = await client.json({ path: `${path}/explain` }).catch(() => undefined);
  if (explanation === undefined) return [];
  return heldUp(readExplanation(explanation)).map(([step, reason]) => ['held up', `${step}: ${reason}`]);
};

/** `tl status ID` */
export async function status(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const path = await findItem(context, client, id);
  const answer = await client.json({ path });
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const recording = read.recording(answer);
  const held = recording.run?.active === true ? await holdUps(client, path) : [];
  const files = await filesOf(client, path);
  await context.terminal.data(recordingText(recording, held) + (files === '' ? '' : `\n${files}`));
}

export interface RunOptions extends CommonOptions, OverrideOptions {
  readonly wait?: boolean;
}

/** `tl run ID` */
export async function run(context: CliContext, id: string, options: RunOptions): Promise<void> {
  const body = (await overridesOf(context, options)) ?? {};
  const client = await openClient(context, options);
  const path = `${await findItem(context, client, id)}/run`;
  const started = read.recording(await client.json({ method: 'POST', path, body, idempotencyKey: randomUUID() }));
  sayOutcome(context, started);
  const recording = options.wait === true ? await waitForRun(context, client, started) : started;
  await (options.json === true ? printJson(context, recording) : context.terminal.data(recordingText(recording)));
  if (options.wait === true) requireSuccess(recording);
}
