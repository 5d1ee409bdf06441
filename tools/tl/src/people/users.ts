import { randomUUID } from 'node:crypto';
import type { List, User } from '@throughline/api-types';
import type { HttpClient } from '../client/http-client.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { table } from '../output/table.js';
import { unknownUserError } from './unknown-user.js';
import { readUser, readUsers } from './views.js';

const PATH = '/api/v1/admin/users';

export interface AddUserOptions extends CommonOptions {
  readonly role?: string;
  readonly library?: string;
}

const userText = ({ name, role, library, disabled_at }: User): string =>
  disabled_at === null
    ? `${name} is ${role === 'viewer' ? 'a' : 'an'} ${role} in the library of ${library.name}`
    : `${name} is disabled: tokens, sign-ins and links of this name are no longer valid`;

export async function addUser(context: CliContext, name: string, options: AddUserOptions): Promise<void> {
  const client = await openClient(context, options);
  const { role, library } = options;
  const body = { name, ...(role === undefined ? {} : { role }), ...(library === undefined ? {} : { library }) };
  const user = readUser(await client.json({ method: 'POST', path: PATH, body, idempotencyKey: randomUUID() }));
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

/** `tl user role|library|disable|enable`: identifies users by name. */
export async function changeUser(
  context: CliContext,
  name: string,
  change: { readonly role?: string; readonly library?: string; readonly disabled?: boolean },
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const found = (await usersOf(client)).items.find((one) => one.name === name);
  if (found === undefined) throw unknownUserError(name);
  const path = `${PATH}/${encodeURIComponent(found.id)}`;
  const headers = { 'if-match': `"${found.version}"` };
  const user = readUser(await client.json({ method: 'PATCH', path, body: change, headers }));
  if (options.json === true) await printJson(context, user);
  else context.terminal.say(userText(user));
}

const usersOf = async (client: HttpClient): Promise<List<User>> => readUsers(await client.json({ path: PATH }));
