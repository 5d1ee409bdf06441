import { request } from '@throughline/api-client';
import type { Command } from 'commander';
import { findItem } from '../commands/find-recording.js';
import { itemAddress, kindOf, openClient, printJson, type CliContext } from '../commands/context.js';
import { printOutcome } from '../commands/outcome.js';
import { previewQuery, showPreview, type PreviewOptions } from '../commands/preview.js';
import { refusesEveryRequest } from '../client/answer.js';
import type { HttpClient } from '../client/http-client.js';
import type { ItemAddress } from '@throughline/api-client/items';
import { readerOf } from '../client/read-answer.js';
import { itemsOf, once } from '../client/requests.js';
import { read, type RecordingView } from '../client/views.js';
import { CliError, isCliError } from '../exit.js';
import { ID, addCommonOptions } from '../options.js';

interface PreviewsOptions extends PreviewOptions {
  readonly missing?: boolean;
}

/** The result of `tl preview --missing`. */
interface MissingPreviews {
  requested: number;
  /** Items whose previews were queued or in progress before. */
  queued: number;
  /** Refused items by the code of the refusal. */
  refused: Record<string, number>;
}

const COUNTED: Readonly<Record<string, 'requested' | 'queued' | undefined>> = {
  'previews-requested': 'requested',
  'previews-queued': 'queued',
};
const readOutcome = readerOf<Required<Pick<RecordingView, 'outcome'>>>('outcome');

const requestPreviews = (client: HttpClient, { operations, path }: ItemAddress, options: PreviewOptions): Promise<unknown> =>
  client.json(once(request(operations.makePreviews, { path, query: previewQuery(options) })));

/** Asks for the previews of the named items, one after the other. */
async function makePreviews(context: CliContext, ids: readonly string[], options: PreviewsOptions): Promise<void> {
  const client = await openClient(context, options);
  const answers: unknown[] = [];
  for (const id of ids) {
    const answer = await requestPreviews(client, await findItem(context, client, id), options);
    if (options.dryRun === true) await showPreview(context, answer, options);
    else printOutcome(context, read.recording(answer));
    answers.push(answer);
  }
  if (options.json === true && options.dryRun !== true) await printJson(context, answers);
}

const LACKING: ReadonlySet<string> = new Set(['none', 'requested', 'incomplete']);

/**
 * The files of imported previews may not have come with the history, and the worker that makes others may have stopped responding.
 * Only the server knows.
 */
const mayLackPreviews = ({ previews: { state }, imported_at: imported, erased_at: erased }: RecordingView): boolean =>
  erased === null && (LACKING.has(state) || (state === 'ready' && imported !== null));

/** Returns the code of a refusal that is about this item alone. Throws other errors. */
function refusalCodeOf(error: unknown): string {
  if (!isCliError(error) || error.exit !== 'refused' || error.details.code === undefined || refusesEveryRequest(error))
    throw error;
  return error.details.code;
}

function describeRefusals(refused: Readonly<Record<string, number>>): string {
  const counts = Object.entries(refused).toSorted(([one], [other]) => one.localeCompare(other, 'en'));
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const reasons = counts.map(([code, count]) => `${code} ${String(count)}`).join(', ');
  return total === 0 ? '0' : `${String(total)} (${reasons})`;
}

/**
 * Asks for the previews of all items that lack some. Repeating it asks only for those that are still missing. A refused item is
 * counted, and keeps no other one out.
 */
async function makeMissing(context: CliContext, options: PreviewsOptions): Promise<void> {
  const client = await openClient(context, options);
  const { operations, things } = kindOf(context);
  const found: MissingPreviews = { requested: 0, queued: 0, refused: {} };
  const items = itemsOf(async (query) => read.recordings(await client.json(request(operations.list, { query }))));
  for await (const item of items) {
    if (!mayLackPreviews(item)) continue;
    try {
      const { outcome } = readOutcome(await requestPreviews(client, itemAddress(context, item.id), options));
      const counted = COUNTED[outcome.code];
      if (counted !== undefined) found[counted] += 1;
    } catch (error) {
      const code = refusalCodeOf(error);
      found.refused[code] = (found.refused[code] ?? 0) + 1;
    }
  }
  const verb = options.dryRun === true ? 'would be requested' : 'requested';
  const queued = found.queued === 0 ? '' : `, queued before: ${String(found.queued)}`;
  context.terminal.say(
    `previews ${verb}: ${String(found.requested)}${queued}, refused ${things}: ${describeRefusals(found.refused)}`,
  );
  if (options.json === true) await printJson(context, found);
}

function preview(context: CliContext, ids: readonly string[], options: PreviewsOptions): Promise<void> {
  if (options.missing === true && ids.length > 0)
    throw new CliError('usage', '--missing stands for all items, so it takes no id', { tryInstead: 'Leave out the ids.' });
  if (options.missing === true) return makeMissing(context, options);
  if (ids.length > 0) return makePreviews(context, ids, options);
  throw new CliError('usage', 'an id or --missing is required', {
    tryInstead: `For all ${kindOf(context).things} that lack previews: ${kindOf(context).command} preview --missing`,
  });
}

/** `tl preview ID…`, `tl preview --missing`. */
export const addPreviews = (program: Command, context: CliContext): void => {
  addCommonOptions(program.command('preview').argument('[ids...]', ID))
    .description(
      'make the pictures, the waveform and the version for browsers, or the image of the first page; a run makes them without it',
    )
    .option('--missing', `make those of all ${kindOf(context).things} that lack some`)
    .option('--dry-run', 'show the effect, change nothing')
    .action((ids: readonly string[], options: PreviewsOptions) => preview(context, ids, options));
};
