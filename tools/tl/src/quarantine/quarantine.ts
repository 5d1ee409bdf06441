import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpClient } from '../client/http-client.js';
import { isBeginning, isWhole } from '../commands/find-recording.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { listing, table } from '../output/table.js';
import { readDecided, readExamined, readQuarantine, type ExaminedView, type QuarantineView } from './views.js';

const PATH = '/api/v1/admin/quarantine';
const NOTHING = 'nothing is in quarantine';
/** How long a decision is followed. The projector takes it up within a second. */
const FOLLOWED_MS = 10_000;
const LOOK_EVERY_MS = 250;

export interface DecisionOptions extends CommonOptions {
  readonly reason?: string;
}
export interface DiscardOptions extends DecisionOptions {
  readonly commit?: string;
}

const itemsOf = async (client: HttpClient): Promise<readonly QuarantineView[]> =>
  readQuarantine(await client.json({ path: PATH })).items;

/** The item that is meant, by its id or the beginning of it. */
async function pathOf(client: HttpClient, text: string): Promise<string> {
  if (isWhole(text) || !isBeginning(text)) return `${PATH}/${encodeURIComponent(text)}`;
  const found = (await itemsOf(client)).filter(({ id }) => id.startsWith(text.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return `${PATH}/${only.id}`;
  throw new CliError(
    only === undefined ? 'refused' : 'usage',
    only === undefined ? `No item in quarantine begins with ${text}` : `Several items in quarantine begin with ${text}`,
    { tryInstead: '`tl quarantine` lists them. Give the whole id.' },
  );
}

const rowOf = (item: QuarantineView): string[] => [
  item.id,
  item.since,
  item.position,
  item.code,
  item.waiting_commits === 0 ? '' : `${String(item.waiting_commits)} more wait`,
  item.reason,
];

/** `tl quarantine list` */
export async function listQuarantine(context: CliContext, options: CommonOptions): Promise<void> {
  const items = await itemsOf(await openClient(context, options));
  if (options.json === true) await printJson(context, items);
  else if (items.length === 0) context.terminal.say(NOTHING);
  else await context.terminal.data(listing(['ID', 'SINCE', 'POSITION', 'CODE', '', 'REASON'], items.map(rowOf)));
}

const decisionText = ({ decision, commit_id: commit, reason, by, at }: ExaminedView['decisions'][number]): string =>
  [at, decision, ...(commit === null ? [] : [commit]), `by ${by}`, ...(reason === null ? [] : [reason])].join('  ');

export const examinedText = (item: ExaminedView): string =>
  table([
    ['id', item.id],
    ['in the way', `${item.reason} (${item.code}), at position ${item.position}, since ${item.since}`],
    ...item.obstacles.map(({ commit_id: commit, position, reason }) => ['obstacle', `${position}  ${commit}  ${reason}`]),
    ['readable', `${String(item.readable_commits)} commits`],
    ['waiting', `${String(item.waiting_commits)} commits`],
    ...item.decisions.map((one) => ['decided', decisionText(one)]),
  ]);

/** `tl quarantine show ID` */
export async function showQuarantined(context: CliContext, text: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const item = readExamined(await client.json({ path: await pathOf(client, text) }));
  await (options.json === true ? printJson(context, item) : context.terminal.data(examinedText(item)));
}

const sameStanding = (a: QuarantineView, b: QuarantineView): boolean =>
  a.position === b.position && a.waiting_commits === b.waiting_commits;

/** How the item stands once the projector has come to the decision; `unknown` where that takes too long. */
async function followed(client: HttpClient, before: QuarantineView): Promise<QuarantineView | undefined | 'unknown'> {
  const end = Date.now() + FOLLOWED_MS;
  while (Date.now() < end) {
    const item = (await itemsOf(client)).find(({ id }) => id === before.id);
    if (item === undefined || !sameStanding(item, before)) return item;
    await delay(LOOK_EVERY_MS);
  }
  return 'unknown';
}

async function decide(
  context: CliContext,
  text: string,
  options: DecisionOptions,
  { decision, body }: { readonly decision: 'discard' | 'retry'; readonly body: object },
): Promise<void> {
  const client = await openClient(context, options);
  const path = await pathOf(client, text);
  const before = readExamined(await client.json({ path }));
  const asked = { ...body, ...(options.reason === undefined ? {} : { reason: options.reason }) };
  const request = { method: 'POST', path: `${path}/${decision}`, body: asked, idempotencyKey: randomUUID() } as const;
  const decided = readDecided(await client.json(request));
  if (options.json === true) {
    await printJson(context, decided);
    return;
  }
  const done = decision === 'discard' ? `commit ${decided.commit_id ?? ''} is discarded` : 'it is tried again';
  context.terminal.say(`${decided.id}: ${done}`);
  context.terminal.say(outcomeText(await followed(client, before)));
}

function outcomeText(now: QuarantineView | undefined | 'unknown'): string {
  if (now === undefined) return 'it is not in quarantine any more';
  if (now === 'unknown') return 'the status-projector has not come to it yet: see tl quarantine';
  return `it is still in quarantine: ${now.reason} (${now.code}), at position ${now.position}`;
}

/** `tl quarantine discard ID` */
export const discardQuarantined = (context: CliContext, text: string, options: DiscardOptions): Promise<void> =>
  decide(context, text, options, {
    decision: 'discard',
    body: options.commit === undefined ? {} : { commit_id: options.commit },
  });

/** `tl quarantine retry ID` */
export const retryQuarantined = (context: CliContext, text: string, options: DecisionOptions): Promise<void> =>
  decide(context, text, options, { decision: 'retry', body: {} });
