import { request, type ApiRequest, type InputOf, type AccountDeletion, type DeletionPreview } from '@throughline/api-client';
import {
  cancelAccountDeletion,
  deleteAccount as deleteAccountOperation,
  deleteMyAccount as deleteMyAccountOperation,
  listAccountDeletions,
} from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { table } from '../output/table.js';
import { findUserPath } from './find-user.js';

export interface DeleteAccountOptions extends CommonOptions {
  readonly erase?: readonly string[];
  readonly move?: readonly string[];
  readonly transfer?: readonly string[];
  readonly confirm?: string;
  readonly immediately?: boolean;
}

interface Choice {
  readonly id: string;
  readonly action: 'erase' | 'move' | 'transfer';
  readonly to?: string;
}

type Library = DeletionPreview['libraries'][number];

const readPreview = readerOf<DeletionPreview>('user', 'libraries', 'counts');
const readDeletion = readerOf<AccountDeletion>('id', 'user_id', 'state');
const readDeletions = listReaderOf<AccountDeletion>('id', 'user_id', 'state');

/** Finds by id, else by a name that only one has. */
function find<One extends { readonly id: string; readonly name: string }>(all: readonly One[], text: string, noun: string): One {
  const named = all.filter(({ name }) => name === text);
  const found = all.find(({ id }) => id === text) ?? (named.length === 1 ? named[0] : undefined);
  if (found === undefined)
    throw new CliError('usage', `There is no ${noun} ${text}`, {
      tryInstead: `Give the id or the name of one: ${all.map(({ id, name }) => `${name} (${id})`).join(', ')}`,
    });
  return found;
}

const splitPair = (text: string, option: string): readonly [string, string] => {
  const at = text.indexOf('=');
  if (at <= 0) throw new CliError('usage', `--${option} needs LIBRARY=${option === 'move' ? 'LIBRARY' : 'USER'}`);
  return [text.slice(0, at), text.slice(at + 1)];
};

function choicesOf(libraries: readonly Library[], { erase, move, transfer }: DeleteAccountOptions): readonly Choice[] {
  const library = (text: string): Library => find(libraries, text, 'library');
  return [
    ...(erase ?? []).map((text): Choice => ({ id: library(text).id, action: 'erase' })),
    ...(move ?? []).map((text): Choice => {
      const [from, to] = splitPair(text, 'move');
      return { id: library(from).id, action: 'move', to: library(to).id };
    }),
    ...(transfer ?? []).map((text): Choice => {
      const [from, to] = splitPair(text, 'transfer');
      const given = library(from);
      return { id: given.id, action: 'transfer', to: find(given.members, to, 'other member').id };
    }),
  ];
}

const choiceText = ({ needs_choice: isNeeded, personal, members }: Library): string => {
  if (!isNeeded) return 'left to its owners';
  return personal || members.length === 0 ? 'choose: --erase or --move' : 'choose: --erase, --move or --transfer';
};

const stateText = ({
  state,
  starts_at: startsAt,
  items,
  total_items: total,
  failed_items: failed,
  problem,
}: AccountDeletion): string => {
  if (state === 'waiting') return `waits until ${startsAt}`;
  if (state === 'done') return 'done';
  const reason = problem === null ? '' : ` (${problem}${failed > 0 ? `: ${String(failed)}` : ''})`;
  return `running: ${String(items)} of ${total === null ? '?' : String(total)} items${reason}`;
};

const print = (context: CliContext, options: CommonOptions, one: AccountDeletion): Promise<void> =>
  options.json === true
    ? printJson(context, one)
    : context.terminal.data(
        table([
          ['user', one.user_id],
          ['deletion', stateText(one)],
        ]),
      );

async function printPreview(context: CliContext, options: CommonOptions, preview: DeletionPreview): Promise<void> {
  if (options.json === true) return printJson(context, preview);
  const counts = Object.entries(preview.counts).filter(([, number]) => number > 0);
  await context.terminal.data(
    table([
      ...preview.libraries.map((one) => [`library ${one.name}`, one.id, `${String(one.items)} items`, choiceText(one)]),
      ...counts.map(([name, number]) => [name.replaceAll('_', ' '), String(number)]),
      ['remains', preview.remains.join(', ')],
    ]),
  );
  context.terminal.say(
    `Nothing is deleted. Export the data first (tl my-data export). Then add --confirm '${preview.user.name}', and a choice for each library.`,
  );
}

/** The own account, or that of another user. */
type DeletionRequest = (input: InputOf<typeof deleteMyAccountOperation>) => ApiRequest;

async function deleteBy(
  context: CliContext,
  client: HttpClient,
  toRequest: DeletionRequest,
  options: DeleteAccountOptions,
): Promise<void> {
  const preview = readPreview(await client.json(toRequest({ query: { dry_run: true }, body: {} })));
  const libraries = choicesOf(preview.libraries, options);
  if (options.confirm === undefined) return printPreview(context, options, preview);
  const body = { confirm: options.confirm, libraries, immediately: options.immediately === true };
  const started = readDeletion(await client.json(once(toRequest({ body }))));
  await print(context, options, started);
}

/** Without `--confirm` it shows what would be deleted. */
export async function deleteMyAccount(context: CliContext, options: DeleteAccountOptions): Promise<void> {
  await deleteBy(context, await openClient(context, options), (input) => request(deleteMyAccountOperation, input), options);
}

export async function deleteAccount(context: CliContext, name: string, options: DeleteAccountOptions): Promise<void> {
  const client = await openClient(context, options);
  const path = await findUserPath(client, name);
  await deleteBy(context, client, (input) => request(deleteAccountOperation, { path, ...input }), options);
}

export async function listDeletions(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = readDeletions(await client.json(request(listAccountDeletions)));
  if (options.json === true) await printJson(context, found);
  else if (found.items.length === 0) context.terminal.say('No account was deleted.');
  else await context.terminal.data(table(found.items.map((one) => [one.user_id, stateText(one), one.created_at])));
}

export async function cancelDeletion(context: CliContext, name: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const path = await findUserPath(client, name);
  await client.call(request(cancelAccountDeletion, { path }));
  if (options.json === true) await printJson(context, { id: path.id, cancelled: true });
  else context.terminal.say(`The account of ${name} is not deleted, and is enabled again`);
}
