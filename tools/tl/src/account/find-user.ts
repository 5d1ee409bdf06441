import type { List, User } from '@throughline/api-types';
import type { HttpClient } from '../client/http-client.js';
import { unknownUserError } from './unknown-user.js';
import { readUsers } from '../client/user-views.js';

export const USERS_PATH = '/api/v1/admin/users';

export const usersOf = async (client: HttpClient): Promise<List<User>> => readUsers(await client.json({ path: USERS_PATH }));

export async function findUser(client: HttpClient, name: string): Promise<User> {
  const found = (await usersOf(client)).items.find((one) => one.name === name);
  if (found === undefined) throw unknownUserError(name);
  return found;
}

export const findUserPath = async (client: HttpClient, name: string): Promise<string> =>
  `${USERS_PATH}/${encodeURIComponent((await findUser(client, name)).id)}`;
