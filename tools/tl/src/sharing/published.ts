import { request, type PublishedItem } from '@throughline/api-client';
import type {
  decideEmbedItems,
  decidePodcastItems,
  listEmbedItems,
  listPodcastItems,
  revokeEmbed,
  revokePodcastFeed,
} from '@throughline/api-client/operations';
import { Option, type Command } from 'commander';
import { listReaderOf } from '../client/read-answer.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { listing } from '../output/table.js';

/** The operations and the word of a kind of published sets. */
export interface SetCommands {
  readonly noun: 'feed' | 'embed';
  readonly listItems: typeof listPodcastItems | typeof listEmbedItems;
  readonly decideItems: typeof decidePodcastItems | typeof decideEmbedItems;
  readonly revoke: typeof revokePodcastFeed | typeof revokeEmbed;
  readonly renew: (context: CliContext, id: string, options: CommonOptions) => Promise<void>;
  readonly list: (context: CliContext, options: CommonOptions) => Promise<void>;
}

export interface SetItemsOptions extends CommonOptions {
  readonly state: PublishedItem['state'];
}

const readItems = listReaderOf<PublishedItem>('item_id', 'state', 'created_at');

async function listSetItems(
  context: CliContext,
  { listItems }: SetCommands,
  id: string,
  { state, ...options }: SetItemsOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const { items } = readItems(await client.json(request(listItems, { path: { id }, query: { state } })));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  if (items.length === 0) context.terminal.say(state === 'waiting' ? 'no recording waits' : 'no recordings');
  const rows = items.map((one) => [one.item_id, one.created_at, one.title ?? '', one.decided_by_name ?? '']);
  await context.terminal.data(listing(['RECORDING', 'REGISTERED', 'TITLE', 'DECIDED BY'], rows));
}

async function decideSetItems(
  context: CliContext,
  { noun, decideItems }: SetCommands,
  { id, items }: { readonly id: string; readonly items: readonly string[] },
  { decision, ...options }: CommonOptions & { readonly decision: 'approve' | 'leave_out' },
): Promise<void> {
  const client = await openClient(context, options);
  const body = { item_ids: [...items], decision };
  await client.call(once(request(decideItems, { path: { id }, body })));
  const count = `${String(items.length)} ${items.length === 1 ? 'recording' : 'recordings'}`;
  if (options.json === true) await printJson(context, { id, decision, item_ids: items });
  else context.terminal.say(decision === 'approve' ? `The ${noun} lists ${count}` : `The ${noun} leaves out ${count}`);
}

async function revokeSet(context: CliContext, { noun, revoke }: SetCommands, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await client.call(request(revoke, { path: { id } }));
  if (options.json === true) await printJson(context, { id, revoked: true });
  else context.terminal.say(`The ${noun} ${id} is revoked, and no longer opens anything`);
}

/** Adds the commands that both kinds have, below the group of a kind. */
export function addSetCommands(
  one: (name: string, description: string) => Command,
  context: CliContext,
  commands: SetCommands,
): void {
  const { noun } = commands;
  const id = `id of the ${noun}; \`tl ${noun} list\` shows it`;
  one('list', `list the ${noun}s of the library`).action((options: CommonOptions) => commands.list(context, options));
  one('items', `list the recordings of ${noun === 'feed' ? 'a feed' : 'an embed'}`)
    .argument(`<${noun}>`, id)
    .addOption(new Option('--state <state>', 'decision about them').choices(['waiting', 'listed', 'left_out']).default('waiting'))
    .action((set: string, options: SetItemsOptions) => listSetItems(context, commands, set, options));
  for (const [name, decision, description] of [
    ['approve', 'approve', `list recordings in the ${noun}`],
    ['leave-out', 'leave_out', `leave recordings out of the ${noun}`],
  ] as const)
    one(name, description)
      .argument(`<${noun}>`, id)
      .argument('<recordings...>', 'whole ids of recordings')
      .action((set: string, items: readonly string[], options: CommonOptions) =>
        decideSetItems(context, commands, { id: set, items }, { ...options, decision }),
      );
  one('renew', `give the ${noun} another address; the earlier one stops at once`)
    .argument(`<${noun}>`, id)
    .action((set: string, options: CommonOptions) => commands.renew(context, set, options));
  one('revoke', `end the ${noun} at once`)
    .argument(`<${noun}>`, id)
    .action((set: string, options: CommonOptions) => revokeSet(context, commands, set, options));
}
