import { request, type Credential, type CredentialForm, type InputOf, type List } from '@throughline/api-client';
import { credentialTypes } from '@throughline/api-client/choices';
import {
  connectCredential as connectCredentialOperation,
  createCredential,
  listCredentialTypes,
  listCredentials as listCredentialsOperation,
  removeCredential as removeCredentialOperation,
} from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError, isCliError } from '../exit.js';
import { table } from '../output/table.js';
import { readGoogleClient, readSecretFile } from './secret-file.js';
import { readConsentLink, readCredential, readCredentialTypes, readCredentials } from './views.js';

export interface AddCredentialOptions extends CommonOptions {
  readonly client?: string;
  readonly clientId?: string;
  readonly user?: string;
  readonly secretFile?: string;
}

export type NewCredential = InputOf<typeof createCredential>['body'];

const typesOf = async (client: HttpClient): Promise<readonly CredentialForm[]> =>
  readCredentialTypes(await client.json(request(listCredentialTypes))).items;

export async function readType(client: HttpClient, wanted: string): Promise<CredentialForm> {
  const items = await typesOf(client);
  const found = items.find(({ type }) => type === wanted);
  if (found !== undefined) return found;
  throw new CliError('refused', `The server has no credentials of the type ${wanted}`, {
    tryInstead: `It has ${items.map(({ type }) => type).join(', ')}.`,
  });
}

/** Returns the secrets for the fields of a type. Hidden ones are read from a file. */
export async function secretsOf(
  cwd: string,
  { fields, client_file }: CredentialForm,
  { client, clientId, user, secretFile }: AddCredentialOptions,
): Promise<Omit<NewCredential, 'type' | 'name'>> {
  if (client_file) return readGoogleClient(cwd, requireOption(client, '--client'));
  const typed = fields
    .filter(({ hidden }) => !hidden)
    .map(({ name }) => [name, name === 'username' ? requireOption(user, '--user') : requireOption(clientId, '--client-id')]);
  const secret = await readSecretFile(cwd, requireOption(secretFile, '--secret-file'));
  const hidden = fields.filter((field) => field.hidden).map(({ name }) => [name, secret]);
  return Object.fromEntries([...typed, ...hidden]) as Omit<NewCredential, 'type' | 'name'>;
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
  const client = await openClient(context, options);
  const form = await readType(client, type);
  const body = { type, name, ...(await secretsOf(context.cwd, form, options)) };
  const made = readCredential(await client.json(once(request(createCredential, { body }))));
  if (options.json === true) {
    await printJson(context, made);
    return;
  }
  const next = form.account ? ` Connect its account next: tl credential connect ${String(made.id)}` : '';
  context.terminal.say(`Saved credential ${String(made.id)}, encrypted.${next}`);
}

function stateOf({ id, type, state }: Credential, types: readonly CredentialForm[]): string {
  if (state !== 'needs_reauth') return state;
  return types.some((one) => one.type === type && one.account)
    ? `not connected: tl credential connect ${String(id)}`
    : `refused: tl credential replace ${String(id)}`;
}

export async function listCredentials(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = await credentialsOf(client);
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const types = items.some(({ state }) => state === 'needs_reauth') ? await typesOf(client) : [];
  const rows = items.map((one) => [
    String(one.id),
    one.type,
    one.name,
    one.account ?? '',
    stateOf(one, types),
    one.last_used_at === null ? 'never used' : `used ${one.last_used_at}`,
    one.used_by.length === 0 ? 'not in use' : `in use by ${one.used_by.join(', ')}`,
  ]);
  await context.terminal.data(rows.length === 0 ? '' : table(rows));
}

/** `tl credential connect ID`, or a type such as `google` if there is only one: prints only the address on stdout. */
export async function connectCredential(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const id = credentialTypes.some((type) => type === which) ? await findOnlyOfType(client, which) : which;
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

async function findOnlyOfType(client: HttpClient, wanted: string): Promise<string> {
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
