import { request, type Source, type SourceType } from '@throughline/api-client';
import { listSourceTypes } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf } from '../client/read-answer.js';
import type { CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { changeSettings, findCredential, type TypedSetting } from '../outputs/read-settings.js';
import { templates } from '../templates/template-resource.js';

export interface SettingOptions extends CommonOptions {
  readonly set?: readonly TypedSetting[];
  /** Number or name. Commander sets `false` for `--no-credential`. */
  readonly credential?: string | false;
}

export interface SourceOptions extends SettingOptions {
  readonly documents?: boolean;
  readonly recordings?: boolean;
  /** Number or name. Commander sets `false` for `--no-template`. */
  readonly template?: string | false;
  readonly run?: boolean;
  /** Commander sets `false` for `--no-every`. */
  readonly every?: number | false;
}

type TypedContent = Pick<Source, 'type' | 'settings' | 'credential_id'>;
/** Without `run`, the server decides by the kind of items. */
type Content = TypedContent & Pick<Source, 'brings' | 'template_id' | 'interval_minutes'> & Partial<Pick<Source, 'run'>>;

export const NEW_SOURCE: Omit<Content, 'type'> = {
  settings: {},
  credential_id: null,
  brings: 'recording',
  template_id: null,
  interval_minutes: null,
};

const readTypes = listReaderOf<SourceType>('type', 'settings');

export const fetchTypes = async (client: HttpClient): Promise<readonly SourceType[]> =>
  readTypes(await client.json(request(listSourceTypes))).items;

async function findType(client: HttpClient, name: string): Promise<SourceType> {
  const types = await fetchTypes(client);
  const found = types.find(({ type }) => type === name);
  if (found !== undefined) return found;
  const typeNames = types.map(({ type }) => type).join(', ');
  throw new CliError('refused', `This server has no sources of the type ${name}`, {
    tryInstead: typeNames === '' ? 'Ask the operator to set up a type of sources.' : `Its types are: ${typeNames}.`,
  });
}

/** Returns the number of the credential that the option names. */
function readCredential(client: HttpClient, credential: string, type: SourceType): Promise<number> {
  if (type.settings.some(({ kind }) => kind === 'credential')) return findCredential(client, credential, type);
  throw new CliError('usage', `Sources of the type ${type.type} use no credential`, { tryInstead: 'tl source types' });
}

/** Returns the settings and the credential with the given changes. The server checks them. */
export async function changeTyped(
  client: HttpClient,
  { set = [], credential }: SettingOptions,
  before: TypedContent,
): Promise<TypedContent> {
  const isTyped = set.length > 0 || typeof credential === 'string';
  const type = isTyped ? await findType(client, before.type) : undefined;
  const chosen =
    typeof credential === 'string' && type !== undefined ? await readCredential(client, credential, type) : undefined;
  return {
    type: before.type,
    settings: type === undefined ? before.settings : changeSettings(set, { ...type, noun: 'source' }, before.settings),
    credential_id: credential === false ? null : (chosen ?? before.credential_id),
  };
}

function readBrings({ documents, recordings }: SourceOptions): Content['brings'] | undefined {
  if (documents === true && recordings === true)
    throw new CliError('usage', 'A source brings documents or recordings, not both', { tryInstead: 'Set up two sources.' });
  if (documents === true) return 'document';
  return recordings === true ? 'recording' : undefined;
}

async function readTemplate(
  client: HttpClient,
  { template }: SourceOptions,
  before: Content['template_id'],
): Promise<Content['template_id']> {
  if (template === undefined) return before;
  return template === false ? null : (await templates.find(client, template)).id;
}

/** Returns the body of a request with the given changes. */
export async function changeContent(client: HttpClient, options: SourceOptions, before: Content): Promise<Content> {
  const brings = readBrings(options) ?? before.brings;
  const { run = before.run, every = before.interval_minutes } = options;
  return {
    ...(await changeTyped(client, options, before)),
    brings,
    template_id: await readTemplate(client, options, before.template_id),
    ...(run === undefined ? {} : { run }),
    interval_minutes: every === false ? null : every,
  };
}
