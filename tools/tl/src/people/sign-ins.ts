import { request } from '@throughline/api-client';
import {
  endOtherSignIns,
  endSignIn,
  endSignInsOfUser,
  listSignIns as listSignInsOperation,
} from '@throughline/api-client/operations';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { table } from '../output/table.js';
import { endOwnRow } from '../resources/own-rows.js';
import { findUserPath } from '../account/find-user.js';
import { readRevoked, readSignIns } from '../client/user-views.js';

export interface SignOutOptions extends CommonOptions {
  readonly user?: string;
}

/** `tl sign-ins`: the browsers in which the token's user is signed in. */
export async function listSignIns(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = readSignIns(await client.json(request(listSignInsOperation)));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const rows = items.map((one) => [
    one.id,
    `signed in ${one.created_at}`,
    `last used ${one.last_used_at}`,
    one.address ?? '',
    one.client ?? '',
  ]);
  await context.terminal.data(rows.length === 0 ? '' : table(rows));
}

/** `tl sign-out ID`: ends one of your sign-ins. */
export async function signOut(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const words = { noun: 'sign-in', tryInstead: '`tl sign-ins` lists them.' };
  await endOwnRow(client, request(endSignIn, { path: { id } }), id, words);
  if (options.json === true) await printJson(context, { id, revoked: true });
  else context.terminal.say(`${id} is signed out`);
}

/** `tl sign-out-all`: ends all sign-ins of one user, and withdraws unopened links. */
export async function signOutAll(context: CliContext, { user, ...options }: SignOutOptions): Promise<void> {
  const client = await openClient(context, options);
  const end =
    user === undefined ? request(endOtherSignIns) : request(endSignInsOfUser, { path: await findUserPath(client, user) });
  const answer = readRevoked(await client.json(end));
  if (options.json === true) await printJson(context, answer);
  else context.terminal.say(`Ended sign-ins: ${String(answer.revoked)}`);
}
