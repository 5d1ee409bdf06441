import { request, type ApiRequest, type CreatedShareLink, type ShareLink } from '@throughline/api-client';
import {
  listShareLinks as listShareLinksOperation,
  revokeShareLink as revokeShareLinkOperation,
} from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { findItem } from '../commands/find-recording.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { readSecretFile } from '../credentials/secret-file.js';
import { listing } from '../output/table.js';

export interface ShareOptions extends CommonOptions {
  readonly expires?: number;
  readonly passwordStdin?: boolean;
  readonly download: boolean;
}

const readCreated = readerOf<CreatedShareLink>('id', 'url', 'expires_at');
const readLinks = listReaderOf<ShareLink>('id', 'state', 'expires_at');

/** `tl share ID`: prints only the link on stdout, so that a script can read it. */
export async function share(
  context: CliContext,
  id: string,
  { expires, passwordStdin, download, ...options }: ShareOptions,
): Promise<void> {
  // An argument would be visible to every user of the machine.
  const password = passwordStdin === true ? await readSecretFile(context.cwd, '-') : undefined;
  const client = await openClient(context, options);
  const body = { download, expires_in_hours: expires, password };
  const { operations, path } = await findItem(context, client, id);
  const made = readCreated(await client.json(once(request(operations.share, { path, body }))));
  if (options.json === true) {
    await printJson(context, made);
    return;
  }
  const key = password === undefined ? '' : ' and the password';
  context.terminal.say(
    `Anybody with this link${key} can open it until ${made.expires_at}. \`tl share revoke ${made.id}\` ends it:`,
  );
  await context.terminal.data(`${made.url}\n`);
}

type State = ShareLink['state'];

/** The states in which a link opens nothing although it has not ended. */
const WHY: Readonly<Partial<Record<State, string>>> = {
  suspended: 'the user who made it may no longer change the library',
  off: 'the operator of the server has switched sharing off',
  in_trash: 'the item is in the trash; the link works again after a restore',
  moved: 'the item is in another library; the link works again if the item comes back',
  gone: 'the content of the item was erased; the link will be removed',
  unreadable: 'the history of the item cannot be read; `tl explain ID` says more',
};

const YES_NO = (value: boolean): string => (value ? 'yes' : 'no');

/** Returns the request for the links of the library, or of one item. */
async function requestOf(context: CliContext, client: HttpClient, id: string | undefined): Promise<ApiRequest> {
  if (id === undefined) return request(listShareLinksOperation);
  const { operations, path } = await findItem(context, client, id);
  return request(operations.shareLinks, { path });
}

export async function listShareLinks(context: CliContext, id: string | undefined, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = readLinks(await client.json(await requestOf(context, client, id)));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const rows = items.map((one) => [
    one.id,
    one.state,
    one.item_id,
    one.expires_at,
    YES_NO(one.has_password),
    YES_NO(one.download),
    String(one.opens),
    one.made_by_name ?? one.made_by,
    one.revoked_by_name ?? one.revoked_by ?? '',
  ]);
  const head = ['ID', 'STATE', 'ITEM', 'EXPIRES', 'PASSWORD', 'DOWNLOAD', 'OPENED', 'MADE BY', 'REVOKED BY'];
  await context.terminal.data(listing(head, rows));
  for (const state of new Set(items.map((one) => one.state)))
    if (WHY[state] !== undefined) context.terminal.say(`${state}: the link opens nothing: ${WHY[state]}`);
}

export async function revokeShareLink(context: CliContext, link: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await client.call(request(revokeShareLinkOperation, { path: { id: link } }));
  if (options.json === true) await printJson(context, { id: link, revoked: true });
  else context.terminal.say(`The link ${link} is revoked, and no longer opens anything`);
}
