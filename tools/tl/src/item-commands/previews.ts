import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { findItem } from '../commands/find-recording.js';
import { kindOf, openClient, printJson, type CliContext } from '../commands/context.js';
import { printOutcome } from '../commands/outcome.js';
import { previewQuery, showPreview, type PreviewOptions } from '../commands/preview.js';
import { read, type RecordingView } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError, isCliError } from '../exit.js';
import { ID, addCommonOptions } from '../options.js';

interface PreviewsOptions extends PreviewOptions {
  readonly missing?: boolean;
}

/** The result of `tl preview --missing`. */
interface MissingPreviews {
  requested: number;
  /** Items without a file: their upload or download has not ended. */
  without_file: number;
}

const NO_FILE = 'no-file-yet';
const PAGE = 200;

/** Lists the items page by page. */
async function* listItems(client: HttpClient, path: string): AsyncGenerator<RecordingView> {
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor === null ? {} : { cursor }) });
    const page: ReturnType<typeof read.recordings> = read.recordings(await client.json({ path: `${path}?${query.toString()}` }));
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== null);
}

const request = (client: HttpClient, path: string, options: PreviewOptions): Promise<unknown> =>
  client.json({ method: 'POST', path: `${path}/previews${previewQuery(options)}`, idempotencyKey: randomUUID() });

/** Asks for the previews of the named items, one after the other. */
async function makePreviews(context: CliContext, ids: readonly string[], options: PreviewsOptions): Promise<void> {
  const client = await openClient(context, options);
  const answers: unknown[] = [];
  for (const id of ids) {
    const answer = await request(client, await findItem(context, client, id), options);
    if (options.dryRun === true) await showPreview(context, answer, options);
    else printOutcome(context, read.recording(answer));
    answers.push(answer);
  }
  if (options.json === true && options.dryRun !== true) await printJson(context, answers);
}

/** Asks for the previews of all items that have none. Repeating it asks only for those that are still missing. */
async function makeMissing(context: CliContext, options: PreviewsOptions): Promise<void> {
  const client = await openClient(context, options);
  const kind = kindOf(context);
  const found: MissingPreviews = { requested: 0, without_file: 0 };
  for await (const { id, previews, erased_at: erased } of listItems(client, kind.path)) {
    if (previews.state !== 'none' || erased !== null) continue;
    try {
      await request(client, `${kind.path}/${id}`, options);
      found.requested += 1;
    } catch (error) {
      if (!isCliError(error) || error.details.code !== NO_FILE) throw error;
      found.without_file += 1;
    }
  }
  const { requested, without_file: without } = found;
  const verb = options.dryRun === true ? 'would be requested' : 'requested';
  context.terminal.say(`previews ${verb}: ${String(requested)}, ${kind.things} without a file: ${String(without)}`);
  if (options.json === true) await printJson(context, found);
}

function preview(context: CliContext, ids: readonly string[], options: PreviewsOptions): Promise<void> {
  if (options.missing === true && ids.length > 0)
    throw new CliError('usage', '--missing stands for all items, so it takes no id', { tryInstead: 'Leave out the ids.' });
  if (options.missing === true) return makeMissing(context, options);
  if (ids.length > 0) return makePreviews(context, ids, options);
  throw new CliError('usage', 'an id or --missing is required', {
    tryInstead: `For all ${kindOf(context).things} without previews: ${kindOf(context).command} preview --missing`,
  });
}

/** `tl preview ID…`, `tl preview --missing`. */
export const addPreviews = (program: Command, context: CliContext): void => {
  addCommonOptions(program.command('preview').argument('[ids...]', ID))
    .description('make the poster, the waveform or the image of the first page; new items get them without it')
    .option('--missing', `of all ${kindOf(context).things} that have none`)
    .option('--dry-run', 'show the effect, change nothing')
    .action((ids: readonly string[], options: PreviewsOptions) => preview(context, ids, options));
};
