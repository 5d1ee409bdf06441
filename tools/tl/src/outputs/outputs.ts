import { request, type OwnOutput } from '@throughline/api-client';
import { createOwnOutput, replaceOwnOutput, testOwnOutput } from '@throughline/api-client/operations';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { checkText } from '../output/check-text.js';
import { fetchOffered, fetchTypes, findType, outputs, readTest } from './find-output.js';
import { outputRows, typesText } from './output-text.js';
import { changeSettings, findCredential, type TypedSetting } from './read-settings.js';

export interface EditOutputOptions extends CommonOptions {
  readonly set?: readonly TypedSetting[];
  /** Commander sets `false` for `--no-credential`. */
  readonly credential?: string | false;
  readonly titlePattern?: string;
  /** Commander sets `false` for `--no-description-pattern`. */
  readonly descriptionPattern?: string | false;
}
export interface CreateOutputOptions extends EditOutputOptions {
  readonly type: string;
  readonly credential?: string;
}
/** Long, because the server asks the upload service, which connects to the output. */
const TEST_TIMEOUT_MS = 60_000;

type Patterns = OwnOutput['metadata_config'];

export async function listOutputs(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const [offered, own] = [await fetchOffered(client), await outputs.fetchAll(client)];
  if (options.json === true) {
    await printJson(context, { shared: offered.filter(({ shared }) => shared), own });
    return;
  }
  if (own.length === 0) context.terminal.say('no own outputs yet; create one: tl output create NAME --type TYPE --set KEY=VALUE');
  await context.terminal.data(outputRows(offered, own));
}

export async function listOutputTypes(context: CliContext, options: CommonOptions): Promise<void> {
  const types = await fetchTypes(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, types);
    return;
  }
  if (types.length === 0) context.terminal.say('the operator of this server has set up nothing that outputs could use');
  await context.terminal.data(typesText(types));
}

export async function createOutput(context: CliContext, name: string, options: CreateOutputOptions): Promise<void> {
  const client = await openClient(context, options);
  const type = await findType(client, options.type);
  const { credential } = options;
  const body = {
    name,
    type: type.type,
    settings: changeSettings(options.set ?? [], type),
    credential_id: credential === undefined ? undefined : await findCredential(client, credential, type),
    metadata_config: hasPatterns(options) ? changePatterns(options) : undefined,
  };
  const made = await outputs.save(context, client, options, once(request(createOwnOutput, { body })));
  context.terminal.say(`Test it: tl output test ${made.name}`);
}

const hasPatterns = ({ titlePattern, descriptionPattern }: EditOutputOptions): boolean =>
  titlePattern !== undefined || descriptionPattern !== undefined;

function changePatterns(
  { titlePattern, descriptionPattern }: EditOutputOptions,
  { title_pattern, description_pattern }: Patterns = {},
): Patterns {
  const title = titlePattern ?? title_pattern ?? '';
  const description = descriptionPattern ?? description_pattern ?? false;
  return {
    ...(title === '' ? {} : { title_pattern: title }),
    ...(description === false ? {} : { description_pattern: description }),
  };
}

/** `tl output edit NAME`: sends the revision that it read, so that it does not overwrite a concurrent change. */
export async function editOutput(context: CliContext, which: string, options: EditOutputOptions): Promise<void> {
  const { set = [], credential } = options;
  if (set.length === 0 && credential === undefined && !hasPatterns(options))
    throw new CliError('usage', 'No setting is given', { tryInstead: '`tl output types` lists the settings.' });
  const client = await openClient(context, options);
  const before = await outputs.find(client, which);
  const type = await findType(client, before.type);
  const credentialOf = (): Promise<number> | number | null => {
    if (credential === undefined) return before.credential_id;
    return credential === false ? null : findCredential(client, credential, type);
  };
  const body = {
    type: type.type,
    settings: changeSettings(set, type, before.settings),
    credential_id: await credentialOf(),
    // Older servers have no patterns, and refuse the field.
    ...('metadata_config' in before || hasPatterns(options)
      ? { metadata_config: changePatterns(options, before.metadata_config) }
      : {}),
  };
  const change = request(replaceOwnOutput, { path: { id: before.id }, body });
  await outputs.save(context, client, options, atRevision(change, before));
}

/** `tl output test NAME`: exits with 1 if a check failed or was impossible. */
export async function testOutput(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await outputs.find(client, which);
  const test = { ...once(request(testOwnOutput, { path: { id } })), timeoutMs: TEST_TIMEOUT_MS };
  const { ok, items } = readTest(await client.json(test));
  await (options.json === true ? printJson(context, { output: name, ok, items }) : context.terminal.data(checkText(name, items)));
  if (!ok) throw new CliError('failed', `The test of ${name} has failed`, { tryInstead: 'The line with ✗ says why.' });
}
