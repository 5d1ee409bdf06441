import { request, type Identity, type User } from '@throughline/api-client';
import { changeUser as changeUserOperation, createUser, getSignInMethodsOfUser } from '@throughline/api-client/operations';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { table } from '../output/table.js';
import { findUser, usersOf } from '../account/find-user.js';
import { readSignInMethods, readUser } from '../client/user-views.js';

export interface AddUserOptions extends CommonOptions {
  readonly role?: User['role'];
  readonly library?: string;
}

const userText = ({ name, role, library, disabled_at }: User): string =>
  disabled_at === null
    ? `${name} is ${role === 'viewer' ? 'a' : 'an'} ${role} in the library of ${library.name}`
    : `${name} is disabled. All tokens are revoked, and sign-ins and unopened links have ended. Enabling does not bring them back`;

export async function addUser(context: CliContext, name: string, options: AddUserOptions): Promise<void> {
  const client = await openClient(context, options);
  const body = { name, role: options.role, library: options.library };
  const user = readUser(await client.json(once(request(createUser, { body }))));
  if (options.json === true) {
    await printJson(context, user);
    return;
  }
  context.terminal.say(`${userText(user)}. A link to sign in: tl sign-in --user '${name}'`);
}

export async function listUsers(context: CliContext, options: CommonOptions): Promise<void> {
  const { items } = await usersOf(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const rows = items.map((one) => [
    one.name,
    one.role,
    `library of ${one.library.name}`,
    one.disabled_at === null ? '' : `disabled ${one.disabled_at}`,
  ]);
  await context.terminal.data(rows.length === 0 ? '' : table(rows));
}

const accountText = ({ account, provider, claimed_role: role, last_used_at: used }: Identity): string =>
  [`${account} at ${provider}`, ...(role === null ? [] : [role]), used === null ? 'never used' : `last used ${used}`].join(', ');

/** `tl user show NAME`: the user, and what signs the user in. */
export async function showUser(context: CliContext, name: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const user = await findUser(client, name);
  const path = { id: user.id };
  const methods = readSignInMethods(await client.json(request(getSignInMethodsOfUser, { path })));
  if (options.json === true) {
    await printJson(context, { ...user, sign_in_methods: methods });
    return;
  }
  const rows = [
    ['name', user.name],
    ['id', user.id],
    ['role', user.role],
    ['new sign-ins start in', `library of ${user.library.name}`],
    ['created', user.created_at],
    ...(user.disabled_at === null ? [] : [['disabled', user.disabled_at]]),
    ...methods.accounts.map((one) => ['account', accountText(one)]),
    ['passkeys', String(methods.passkeys)],
  ];
  await context.terminal.data(table(rows));
}

/** `tl user role|library|disable|enable`: identifies users by name. */
export async function changeUser(
  context: CliContext,
  name: string,
  change: { readonly role?: User['role']; readonly library?: string; readonly disabled?: boolean },
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const found = await findUser(client, name);
  const patch = request(changeUserOperation, { path: { id: found.id }, body: change });
  const user = readUser(await client.json(atRevision(patch, { revision: found.version })));
  if (options.json === true) await printJson(context, user);
  else context.terminal.say(userText(user));
}
