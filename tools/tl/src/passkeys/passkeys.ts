import { request, type Passkey } from '@throughline/api-client';
import {
  listPasskeys as listPasskeysOperation,
  removePasskey as removePasskeyOperation,
  removePasskeysOfUser,
  renamePasskey as renamePasskeyOperation,
} from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { listing } from '../output/table.js';
import { findOwnRow } from '../resources/own-rows.js';
import { findUserPath } from '../account/find-user.js';
import { readRevoked } from '../client/user-views.js';

const readPasskey = readerOf<Passkey>('id', 'name');
const readPasskeys = listReaderOf<Passkey>('id', 'name');
const fetchPasskeys = async (client: HttpClient): Promise<readonly Passkey[]> =>
  readPasskeys(await client.json(request(listPasskeysOperation))).items;

async function findPasskey(client: HttpClient, text: string): Promise<Passkey> {
  const words = { noun: 'passkey', plural: 'passkeys', tryInstead: '`tl passkey list` lists them.' };
  return findOwnRow(await fetchPasskeys(client), text, words);
}

export async function listPasskeys(context: CliContext, options: CommonOptions): Promise<void> {
  const all = await fetchPasskeys(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, all);
    return;
  }
  const rows = all.map((one) => [one.name, one.created_at, one.last_used_at ?? 'never', one.id]);
  await context.terminal.data(listing(['NAME', 'ADDED', 'LAST USED', 'ID'], rows));
  if (all.length === 0) context.terminal.say('No passkey yet. Add one in a browser: Settings, Your account, Passkeys.');
}

export async function renamePasskey(context: CliContext, which: string, name: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = await findPasskey(client, which);
  const renamed = readPasskey(await client.json(request(renamePasskeyOperation, { path: { id: found.id }, body: { name } })));
  if (options.json === true) await printJson(context, renamed);
  else context.terminal.say(`${found.name} is now named ${renamed.name}`);
}

export async function removePasskey(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = await findPasskey(client, which);
  await client.call(request(removePasskeyOperation, { path: { id: found.id } }));
  if (options.json === true) await printJson(context, { id: found.id, removed: true });
  else context.terminal.say(`${found.name} no longer signs you in`);
}

export interface RemoveAllOptions extends CommonOptions {
  readonly user: string;
}

/** `tl passkey remove-all --user NAME`: for a lost device of another user. */
export async function removePasskeysOf(context: CliContext, { user, ...options }: RemoveAllOptions): Promise<void> {
  const client = await openClient(context, options);
  const path = await findUserPath(client, user);
  const answer = readRevoked(await client.json(request(removePasskeysOfUser, { path })));
  if (options.json === true) await printJson(context, answer);
  else context.terminal.say(`Removed passkeys: ${String(answer.revoked)}. A link to sign in: tl sign-in --user '${user}'`);
}
