import { request, type InputOf } from '@throughline/api-client';
import {
  createToken as createTokenOperation,
  createTokenForUser,
  listTokens as listTokensOperation,
  revokeOtherTokens,
  revokeToken as revokeTokenOperation,
  revokeTokensOfUser,
} from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { read } from '../client/views.js';
import { table } from '../output/table.js';
import { endOwnRow } from '../resources/own-rows.js';
import { findLibrary } from '../libraries/find-library.js';
import { findUserPath } from '../account/find-user.js';
import { readRevoked } from '../client/user-views.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';

type Scopes = NonNullable<InputOf<typeof createTokenOperation>['body']['scopes']>;

export interface CreateTokenOptions extends CommonOptions {
  readonly scopes?: string;
  readonly days?: number;
  /** Name or id. */
  readonly library?: string;
  /** The name of another user, for administrators. */
  readonly user?: string;
  /** False with `--no-expiry`. */
  readonly expiry: boolean;
}

/** Expiry of new tokens: a forgotten token does not stay valid for years. */
export const DEFAULT_DAYS = 90;
const DAY_MS = 86_400_000;
const WARN_BEFORE_MS = 14 * DAY_MS;

function formatExpiry(expiresAt: string | null, now = Date.now()): string {
  if (expiresAt === null) return 'does not expire';
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return `expired ${expiresAt}`;
  return left < WARN_BEFORE_MS ? `expires ${expiresAt}, soon` : `expires ${expiresAt}`;
}

const LIBRARY_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Returns the id of a library. An administrator does not see the libraries of another user, and so may give an id. */
async function findLibraryId(client: HttpClient, { library, user }: CreateTokenOptions): Promise<string | undefined> {
  if (library === undefined || (user !== undefined && LIBRARY_ID.test(library))) return library;
  return (await findLibrary(client, library)).id;
}

/** `tl token create NAME`: prints only the token on stdout, so that a script can read it. */
export async function createToken(context: CliContext, name: string, options: CreateTokenOptions): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibraryId(client, options);
  const body = {
    name,
    library_id: library,
    // The server names the scopes that it knows.
    scopes: options.scopes?.split(',') as Scopes | undefined,
    expires_in_days: options.expiry ? (options.days ?? DEFAULT_DAYS) : undefined,
  };
  const create =
    options.user === undefined
      ? request(createTokenOperation, { body })
      : request(createTokenForUser, { path: await findUserPath(client, options.user), body });
  const made = read.createdToken(await client.json(once(create)));
  if (options.json === true) {
    await printJson(context, made);
    return;
  }
  const owner = options.user === undefined ? '' : ` for ${options.user}`;
  context.terminal.say(`${made.id}${owner}: ${made.scopes.join(', ')}, ${formatExpiry(made.expires_at)}. It is shown only now:`);
  await context.terminal.data(`${made.token}\n`);
}

/** `tl token revoke-all` and `tl user revoke-tokens NAME`: also at other gateways within seconds. */
export async function revokeAllTokens(context: CliContext, options: CommonOptions, user?: string): Promise<void> {
  const client = await openClient(context, options);
  const revoke =
    user === undefined ? request(revokeOtherTokens) : request(revokeTokensOfUser, { path: await findUserPath(client, user) });
  const answer = readRevoked(await client.json(revoke));
  if (options.json === true) await printJson(context, answer);
  else context.terminal.say(`Revoked tokens${user === undefined ? '' : ` of ${user}`}: ${String(answer.revoked)}`);
}

export async function listTokens(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = read.tokens(await client.json(request(listTokensOperation)));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const rows = items.map((one) => [
    one.id,
    one.scopes.join(','),
    one.last_used_at === null ? 'never used' : `last used ${one.last_used_at}`,
    formatExpiry(one.expires_at),
    one.library_name === null ? 'no longer a member of its library' : `library ${one.library_name}`,
    one.made_by_name === null ? '' : `made by ${one.made_by_name}`,
    one.name,
  ]);
  await context.terminal.data(rows.length === 0 ? '' : table(rows));
}

export async function revokeToken(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const words = { noun: 'token', tryInstead: '`tl token list` lists them.' };
  await endOwnRow(client, request(revokeTokenOperation, { path: { id } }), id, words);
  if (options.json === true) await printJson(context, { id, revoked: true });
  else context.terminal.say(`${id} is revoked`);
}
