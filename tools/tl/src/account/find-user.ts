import { request, type List, type User } from '@throughline/api-client';
import { listUsers } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { unknownUserError } from './unknown-user.js';
import { readUsers } from '../client/user-views.js';

export const usersOf = async (client: HttpClient): Promise<List<User>> => readUsers(await client.json(request(listUsers)));

export async function findUser(client: HttpClient, name: string): Promise<User> {
  const found = (await usersOf(client)).items.find((one) => one.name === name);
  if (found === undefined) throw unknownUserError(name);
  return found;
}

/** Returns the user as the path of a request. */
export const findUserPath = async (client: HttpClient, name: string): Promise<Pick<User, 'id'>> => ({
  id: (await findUser(client, name)).id,
});
