import { request } from '@throughline/api-client';
import { changeCredential, getCredential, testCredential as testCredentialOperation } from '@throughline/api-client/operations';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { explainMissing, readType, secretsOf, type AddCredentialOptions } from './credentials.js';
import { readCredential, readCredentialTest } from './views.js';

export type ReplaceCredentialOptions = AddCredentialOptions;

/** Longer than the server waits for the service. */
const TEST_TIMEOUT_MS = 30_000;

export async function renameCredential(context: CliContext, id: string, name: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const changed = readCredential(
    await client
      .json(request(changeCredential, { path: { id }, body: { name } }))
      .catch((error: unknown) => explainMissing(error, id)),
  );
  if (options.json === true) await printJson(context, changed);
  else context.terminal.say(`Renamed credential ${id} to ${changed.name}`);
}

/** `tl credential replace ID`: new secrets of the same type. An account with another OAuth client must be connected again. */
export async function replaceCredential(context: CliContext, id: string, options: ReplaceCredentialOptions): Promise<void> {
  const client = await openClient(context, options);
  const missing = (error: unknown): never => explainMissing(error, id);
  const { type } = readCredential(await client.json(request(getCredential, { path: { id } })).catch(missing));
  const form = await readType(client, type);
  const body = await secretsOf(context.cwd, form, options);
  const changed = readCredential(await client.json(request(changeCredential, { path: { id }, body })).catch(missing));
  if (options.json === true) {
    await printJson(context, changed);
    return;
  }
  const next = form.account ? ` Connect its account again: tl credential connect ${id}` : '';
  context.terminal.say(`Replaced the secret of credential ${id}.${next}`);
}

/** `tl credential test ID`: exits with 1 if the credential does not work. */
export async function testCredential(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const test = { ...once(request(testCredentialOperation, { path: { id } })), timeoutMs: TEST_TIMEOUT_MS };
  const report = readCredentialTest(await client.json(test).catch((error: unknown) => explainMissing(error, id)));
  if (options.json === true) await printJson(context, report);
  else await context.terminal.data(`${SIGNS[report.result]} ${report.message}\n`);
  if (report.result === 'wrong')
    throw new CliError('failed', `Credential ${id} does not work`, { tryInstead: 'The line above says why.' });
}

const SIGNS = { ok: '✓', wrong: '✗', unknown: '?' } as const;
