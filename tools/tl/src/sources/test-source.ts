import { request, type ApiRequest, type SourceTest } from '@throughline/api-client';
import { testSource as testSourceOperation, testSourceSettings } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { checkText } from '../output/check-text.js';
import { once } from '../client/requests.js';
import { sources } from './source-resource.js';
import { NEW_SOURCE, changeTyped, type SettingOptions } from './source-options.js';

export interface TestSourceOptions extends SettingOptions {
  /** Given for settings that are not saved. */
  readonly type?: string;
}

interface TestRequest {
  readonly name: string;
  readonly request: ApiRequest;
}

/** Long, because the server asks the ingest service, which connects to the source. */
const TEST_TIMEOUT_MS = 60_000;

const readTest = readerOf<SourceTest>('ok', 'items');

const hasSettings = ({ set, credential }: SettingOptions): boolean => set !== undefined || credential !== undefined;

async function toRequest(client: HttpClient, which: string | undefined, options: TestSourceOptions): Promise<TestRequest> {
  const { type } = options;
  if ((which === undefined) === (type === undefined))
    throw new CliError('usage', 'Give a source, or --type with settings', { tryInstead: 'tl source test --help' });
  if (type !== undefined)
    return {
      name: type,
      request: request(testSourceSettings, { body: await changeTyped(client, options, { ...NEW_SOURCE, type }) }),
    };
  const { id, name, type: ofSource, settings, credential_id } = await sources.find(client, which ?? '');
  if (!hasSettings(options)) return { name, request: request(testSourceOperation, { path: { id } }) };
  const body = await changeTyped(client, options, { type: ofSource, settings, credential_id });
  return { name: `${name}, changed`, request: request(testSourceSettings, { body }) };
}

/** `tl source test NAME`: exits with 1 if a check failed or was impossible. Saves nothing. */
export async function testSource(context: CliContext, which: string | undefined, options: TestSourceOptions): Promise<void> {
  const client = await openClient(context, options);
  const { name, request: test } = await toRequest(client, which, options);
  const { ok, items } = readTest(await client.json({ ...once(test), timeoutMs: TEST_TIMEOUT_MS }));
  await (options.json === true ? printJson(context, { source: name, ok, items }) : context.terminal.data(checkText(name, items)));
  if (!ok) throw new CliError('failed', `The test of ${name} has failed`, { tryInstead: 'The line with ✗ says why.' });
}
