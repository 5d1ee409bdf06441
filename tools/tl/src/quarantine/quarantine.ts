import { setTimeout as delay } from 'node:timers/promises';
import { request, type QuarantineEntry, type QuarantinedItem } from '@throughline/api-client';
import {
  discardQuarantined as discardQuarantinedOperation,
  getQuarantined,
  listQuarantine as listQuarantineOperation,
  retryQuarantined as retryQuarantinedOperation,
} from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { once } from '../client/requests.js';
import { previewQuery, showPreview, type PreviewOptions } from '../commands/preview.js';
import { isIdPrefix, isWholeId } from '../commands/find-recording.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { listing, table } from '../output/table.js';
import { readDecided, readExamined, readQuarantine } from './views.js';

const NOTHING = 'nothing is in quarantine';
/** Time to wait for the effect of a decision. The projector normally needs less than a second. */
const FOLLOWED_MS = 10_000;
const LOOK_EVERY_MS = 250;

export interface DecisionOptions extends PreviewOptions {
  readonly reason?: string;
}
export interface DiscardOptions extends DecisionOptions {
  readonly commit?: string;
}

const itemsOf = async (client: HttpClient): Promise<readonly QuarantineEntry[]> =>
  readQuarantine(await client.json(request(listQuarantineOperation))).items;

/** Finds a quarantined item by its id or an id prefix. */
async function findId(client: HttpClient, text: string): Promise<{ readonly id: string }> {
  if (isWholeId(text) || !isIdPrefix(text)) return { id: text };
  const found = (await itemsOf(client)).filter(({ id }) => id.startsWith(text.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new CliError(
    only === undefined ? 'refused' : 'usage',
    only === undefined
      ? `No quarantined item has an id that begins with ${text}`
      : `Several quarantined items have ids that begin with ${text}`,
    { tryInstead: '`tl quarantine` lists them. Use the whole id.' },
  );
}

const rowOf = (item: QuarantineEntry): string[] => [
  item.id,
  item.since,
  item.position,
  item.code,
  item.waiting_commits === 0 ? '' : `${String(item.waiting_commits)} more waiting`,
  item.reason,
];

export async function listQuarantine(context: CliContext, options: CommonOptions): Promise<void> {
  const items = await itemsOf(await openClient(context, options));
  if (options.json === true) await printJson(context, items);
  else if (items.length === 0) context.terminal.say(NOTHING);
  else await context.terminal.data(listing(['ID', 'SINCE', 'POSITION', 'CODE', '', 'REASON'], items.map(rowOf)));
}

const decisionText = ({ decision, commit_id: commit, reason, by, at }: QuarantinedItem['decisions'][number]): string =>
  [at, decision, ...(commit === null ? [] : [commit]), `by ${by}`, ...(reason === null ? [] : [reason])].join('  ');

export const quarantineDetailText = (item: QuarantinedItem): string =>
  table([
    ['id', item.id],
    ['blocked by', `${item.reason} (${item.code}), at position ${item.position}, since ${item.since}`],
    ...item.obstacles.map(({ commit_id: commit, position, reason }) => ['obstacle', `${position}  ${commit}  ${reason}`]),
    ['readable', `${String(item.readable_commits)} commits`],
    ['waiting', `${String(item.waiting_commits)} commits`],
    ...item.decisions.map((one) => ['decided', decisionText(one)]),
  ]);

export async function showQuarantined(context: CliContext, text: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const item = readExamined(await client.json(request(getQuarantined, { path: await findId(client, text) })));
  await (options.json === true ? printJson(context, item) : context.terminal.data(quarantineDetailText(item)));
}

const isUnchanged = (a: QuarantineEntry, b: QuarantineEntry): boolean =>
  a.position === b.position && a.waiting_commits === b.waiting_commits;

/**
 * Waits until the projector has applied the decision. Returns the item if it is still quarantined, or `unknown` on a timeout.
 */
async function waitForDecision(client: HttpClient, before: QuarantineEntry): Promise<QuarantineEntry | undefined | 'unknown'> {
  const end = Date.now() + FOLLOWED_MS;
  while (Date.now() < end) {
    const item = (await itemsOf(client)).find(({ id }) => id === before.id);
    if (item === undefined || !isUnchanged(item, before)) return item;
    await delay(LOOK_EVERY_MS);
  }
  return 'unknown';
}

async function decide(
  context: CliContext,
  text: string,
  options: DecisionOptions,
  { decision, body }: { readonly decision: 'discard' | 'retry'; readonly body: { readonly commit_id?: string | undefined } },
): Promise<void> {
  const client = await openClient(context, options);
  const path = await findId(client, text);
  const before = readExamined(await client.json(request(getQuarantined, { path })));
  const decisionBody = { ...body, reason: options.reason };
  const input = { path, query: previewQuery(options), body: decisionBody };
  const command =
    decision === 'discard' ? request(discardQuarantinedOperation, input) : request(retryQuarantinedOperation, input);
  const answer = await client.json(once(command));
  if (options.dryRun === true) return showPreview(context, answer, options);
  const decided = readDecided(answer);
  if (options.json === true) {
    await printJson(context, decided);
    return;
  }
  const done = decision === 'discard' ? `commit ${decided.commit_id ?? ''} is discarded` : 'trying again';
  context.terminal.say(`${decided.id}: ${done}`);
  context.terminal.say(outcomeText(await waitForDecision(client, before)));
}

function outcomeText(now: QuarantineEntry | undefined | 'unknown'): string {
  if (now === undefined) return 'the item is no longer in quarantine';
  if (now === 'unknown') return 'the status-projector has not applied this yet: see tl quarantine';
  return `the item is still in quarantine: ${now.reason} (${now.code}), at position ${now.position}`;
}

export const discardQuarantined = (context: CliContext, text: string, options: DiscardOptions): Promise<void> =>
  decide(context, text, options, {
    decision: 'discard',
    body: { commit_id: options.commit },
  });

export const retryQuarantined = (context: CliContext, text: string, options: DecisionOptions): Promise<void> =>
  decide(context, text, options, { decision: 'retry', body: {} });
