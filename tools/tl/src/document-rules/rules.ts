import { freeRuleName, request, type DocumentRule, type DocumentRuleSuggestion, type InputOf } from '@throughline/api-client';
import {
  bringBackDocumentRuleSuggestion,
  createDocumentRule,
  dismissDocumentRuleSuggestion,
  listDismissedDocumentRuleSuggestions,
  listDocumentRuleSuggestions,
  previewDocumentRule,
  replaceDocumentRule,
} from '@throughline/api-client/operations';
import { carryOut, readBulkCommand, type ConsentOptions } from '../bulk/bulk.js';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf } from '../client/read-answer.js';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { rules } from './rule-resource.js';
import { effectText, suggestionsText } from './rule-text.js';

export interface CreateOptions extends CommonOptions {
  readonly sender: string;
  readonly tag?: readonly string[];
  readonly type?: string;
  readonly off?: boolean;
}
export interface EditOptions extends Partial<Omit<CreateOptions, 'off'>> {
  readonly name?: string;
  readonly removeTags?: boolean;
  readonly removeType?: boolean;
}
export interface SuggestionsOptions extends CommonOptions {
  readonly dismissed?: boolean;
}
export interface AcceptOptions extends CommonOptions {
  readonly name?: string;
}

/** The server compares the senders of all documents before it answers. */
const PREVIEW_TIMEOUT_MS = 180_000;
const MAX_PREVIEWED = 10_000;

type Content = InputOf<typeof createDocumentRule>['body'];

const readSuggestions = listReaderOf<DocumentRuleSuggestion>('id', 'sender', 'tags', 'documents');

const create = (context: CliContext, client: HttpClient, options: CommonOptions, body: Content): Promise<DocumentRule> =>
  rules.save(context, client, options, once(request(createDocumentRule, { body })));

export async function createRule(context: CliContext, name: string, options: CreateOptions): Promise<void> {
  const { sender, tag = [], type = null, off } = options;
  const client = await openClient(context, options);
  await create(context, client, options, { name, sender, tags: [...tag], type, enabled: off !== true });
}

/** A rule is replaced as a whole, at the revision that was read. */
async function replace(
  context: CliContext,
  which: string,
  options: CommonOptions,
  change: (before: Content) => Content,
): Promise<void> {
  const client = await openClient(context, options);
  const before = await rules.find(client, which);
  const { name, sender, tags, type, enabled } = before;
  const body = change({ name, sender, tags: [...tags], type, enabled });
  await rules.save(context, client, options, atRevision(request(replaceDocumentRule, { path: { id: before.id }, body }), before));
}

export async function editRule(context: CliContext, which: string, options: EditOptions): Promise<void> {
  const { name, sender, tag, type, removeTags, removeType } = options;
  const tags = removeTags === true ? [] : tag;
  const kind = removeType === true ? null : type;
  if ([name, sender, tags, kind].every((each) => each === undefined))
    throw new CliError('usage', 'Give at least one setting to change', { tryInstead: 'tl documents rules edit --help' });
  await replace(context, which, options, (before) => ({
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(sender === undefined ? {} : { sender }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(kind === undefined ? {} : { type: kind }),
  }));
}

const switchRule =
  (enabled: boolean) =>
  (context: CliContext, which: string, options: CommonOptions): Promise<void> =>
    replace(context, which, options, (before) => ({ ...before, enabled }));
export const turnOn = switchRule(true);
export const turnOff = switchRule(false);

/** Shows what the rule would change in the documents that are there, asks, and applies it. */
export async function applyRule(context: CliContext, which: string, options: ConsentOptions): Promise<void> {
  const client = await openClient(context, options);
  const rule = await rules.find(client, which);
  const { name, sender, ...effect } = rule;
  const preview = once(atRevision(request(previewDocumentRule, { path: { id: rule.id } }), rule));
  const made = readBulkCommand(await client.json({ ...preview, timeoutMs: PREVIEW_TIMEOUT_MS }));
  const found = made.total === 0 ? 'no document has this sender' : `${String(made.total)} of this sender`;
  context.terminal.say(`${name}: from ${sender}: ${effectText(effect)}; ${found}`);
  if (made.total === MAX_PREVIEWED)
    context.terminal.say('one preview has no more documents; apply the rule again for any others');
  await carryOut(context, client, { made, options });
}

const fetchSuggestions = async (client: HttpClient, isDismissed: boolean): Promise<readonly DocumentRuleSuggestion[]> =>
  readSuggestions(await client.json(request(isDismissed ? listDismissedDocumentRuleSuggestions : listDocumentRuleSuggestions)))
    .items;

export async function listSuggestions(context: CliContext, options: SuggestionsOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = await fetchSuggestions(client, options.dismissed === true);
  if (options.json === true) {
    await printJson(context, found);
    return;
  }
  if (found.length === 0) context.terminal.say(options.dismissed === true ? 'no dismissed suggestions' : 'no suggestions');
  await context.terminal.data(suggestionsText(found));
}

const fetchNames = async (client: HttpClient): Promise<readonly string[]> =>
  (await rules.fetchAll(client)).map(({ name }) => name);

/** Makes the rule of a suggestion, named by its effect: the sender may be a person. */
export async function acceptSuggestion(context: CliContext, id: string, options: AcceptOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = (await fetchSuggestions(client, false)).find((one) => one.id === id);
  if (found === undefined)
    throw new CliError('refused', `There is no suggestion ${id}`, {
      code: 'not-found',
      tryInstead: '`tl documents rules suggestions` lists them.',
    });
  const { sender, tags, type } = found;
  await create(context, client, options, {
    name: options.name ?? freeRuleName(effectText(found), await fetchNames(client)),
    sender,
    tags: [...tags],
    type,
    enabled: true,
  });
}

const decide =
  (operation: typeof dismissDocumentRuleSuggestion | typeof bringBackDocumentRuleSuggestion, isDismissed: boolean) =>
  async (context: CliContext, id: string, options: CommonOptions): Promise<void> => {
    const client = await openClient(context, options);
    await client.call(request(operation, { path: { id } }));
    if (options.json === true) await printJson(context, { id, dismissed: isDismissed });
    else
      context.terminal.say(
        isDismissed
          ? `Dismissed. To undo it: tl documents rules bring-back ${id}`
          : 'Brought back. `tl documents rules suggestions` lists it while the corrections give it',
      );
  };
export const dismissSuggestion = decide(dismissDocumentRuleSuggestion, true);
export const bringBackSuggestion = decide(bringBackDocumentRuleSuggestion, false);
