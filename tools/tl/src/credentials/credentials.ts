import { request, type InputOf, type Credential, type List } from '@throughline/api-types';
import {
  connectCredential as connectCredentialOperation,
  createCredential,
  listCredentials as listCredentialsOperation,
  removeCredential as removeCredentialOperation,
} from '@throughline/api-types/operations';
import type { HttpClient } from '../client/http-client.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError, isCliError } from '../exit.js';
import { table } from '../output/table.js';
import { readGoogleClient, readSecretFile } from './secret-file.js';
import { isAccountType, isGoogleType, type AccountType } from './types.js';
import { readConsentLink, readCredential, readCredentials } from './views.js';

export interface AddCredentialOptions extends CommonOptions {
  readonly client?: string;
  readonly clientId?: string;
  readonly user?: string;
  readonly secretFile?: string;
}

export type NewCredential = InputOf<typeof createCredential>['body'];

export async function secretsOf(
  cwd: string,
  type: string,
  options: AddCredentialOptions,
): Promise<Omit<NewCredential, 'type' | 'name'>> {
  const { client, clientId, user, secretFile } = options;
  if (isGoogleType(type)) return readGoogleClient(cwd, requireOption(client, '--client'));
  const accountClient = isAccountType(type) ? requireOption(clientId, '--client-id') : undefined;
  const secret = await readSecretFile(cwd, requireOption(secretFile, '--secret-file'));
  if (accountClient !== undefined) return { client_id: accountClient, client_secret: secret };
  return type === 'password' ? { username: requireOption(user, '--user'), password: secret } : { token: secret };
}

function requireOption(value: string | undefined, option: string): string {
  if (value !== undefined) return value;
  throw new CliError('usage', `A credential of this type needs ${option}`);
}

export async function addCredential(
  context: CliContext,
  type: NewCredential['type'],
  name: string,
  options: AddCredentialOptions,
): Promise<void> {
  const body = { type, name, ...(await secretsOf(context.cwd, type, options)) };
  const client = await openClient(context, options);
  const made = readCredential(await client.json(once(request(createCredential, { body }))));
  if (options.json === true) {
    await printJson(context, made);
    return;
  }
  const next = isAccountType(type) ? ` Connect its account next: tl credential connect ${String(made.id)}` : '';
  context.terminal.say(`Saved credential ${String(made.id)}, encrypted.${next}`);
}

function stateOf({ id, type, state }: Credential): string {
  if (state !== 'needs_reauth') return state;
  return isAccountType(type)
    ? `not connected: tl credential connect ${String(id)}`
    : `refused: tl credential replace ${String(id)}`;
}

export async function listCredentials(context: CliContext, options: CommonOptions): Promise<void> {
  const { items } = await credentialsOf(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const rows = items.map((one) => [
    String(one.id),
    one.type,
    one.name,
    one.account ?? '',
    stateOf(one),
    one.last_used_at === null ? 'never used' : `used ${one.last_used_at}`,
    one.used_by.length === 0 ? 'not in use' : `in use by ${one.used_by.join(', ')}`,
  ]);
  await context.terminal.data(rows.length === 0 ? '' : table(rows));
}

/** `tl credential connect ID`, or a type such as `google` if there is only one: prints only the address on stdout. */
export async function connectCredential(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const id = isAccountType(which) ? await findOnlyOfType(client, which) : which;
  const link = readConsentLink(
    await client
      .json(once(request(connectCredentialOperation, { path: { id } })))
      .catch((error: unknown) => explainMissing(error, id)),
  );
  if (options.json === true) {
    await printJson(context, link);
    return;
  }
  context.terminal.say(
    `Open this link until ${link.expires_at} in a browser where you are signed in to the page (npx tl sign-in), and give consent. It works once:`,
  );
  await context.terminal.data(`${link.url}\n`);
}

export async function removeCredential(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await client.call(request(removeCredentialOperation, { path: { id } })).catch((error: unknown) => explainMissing(error, id));
  if (options.json === true) await printJson(context, { id: Number(id), removed: true });
  else context.terminal.say(`Removed credential ${id} and its secret`);
}

async function findOnlyOfType(client: HttpClient, wanted: AccountType): Promise<string> {
  const found = (await credentialsOf(client)).items.filter(({ type }) => type === wanted);
  if (found.length === 1 && found[0] !== undefined) return String(found[0].id);
  const tryInstead =
    found.length === 0
      ? `Add one: \`tl credential add ${wanted} --help\` says how`
      : `Name one of them: ${found.map(({ id, name }) => `${String(id)} (${name})`).join(', ')}`;
  throw new CliError('refused', `There is ${found.length === 0 ? 'no' : 'more than one'} credential of the type ${wanted}`, {
    tryInstead,
  });
}

export function explainMissing(error: unknown, id: string): never {
  if (!isCliError(error) || error.details.code !== 'not-found') throw error;
  throw new CliError('refused', `There is no credential ${id}`, {
    code: 'not-found',
    tryInstead: '`tl credential list` lists them.',
    cause: error,
  });
}

const credentialsOf = async (client: HttpClient): Promise<List<Credential>> =>
  readCredentials(await client.json(request(listCredentialsOperation)));
