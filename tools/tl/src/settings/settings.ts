import { parseUrl } from '@throughline/contracts';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliError } from '../exit.js';
import { resolveDataFolder } from './project.js';

export interface Settings {
  readonly url: string;
  readonly token: string;
}

const NAME = 'cli.json';
const FILE = join('.throughline', NAME);

const textOf = (value: unknown, key: string): string | undefined => {
  if (typeof value !== 'object' || value === null || !(key in value)) return undefined;
  const member: unknown = (value as Record<string, unknown>)[key];
  return typeof member === 'string' && member !== '' ? member : undefined;
};

const parse = (path: string, content: string): unknown => {
  try {
    return JSON.parse(content) as unknown;
  } catch (cause) {
    throw new CliError('usage', `${path} is not JSON`, { cause, tryInstead: 'Start the stack again: it writes a new file.' });
  }
};

const readIfExists = async (path: string): Promise<unknown> => {
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EACCES')
      throw new CliError('usage', `${path} cannot be read by this user`, {
        cause,
        tryInstead: 'Run tl as the user who started the stack, or set TL_URL and TL_TOKEN.',
      });
    return undefined;
  });
  return content === undefined ? undefined : parse(path, content);
};

/** Reads the nearest `.throughline/cli.json` in a folder or its parents. */
async function findFile(from: string): Promise<unknown> {
  const found = await readIfExists(join(from, FILE));
  if (found !== undefined) return found;
  const parent = dirname(from);
  return parent === from ? undefined : findFile(parent);
}

const requireUrl = (text: string): string => {
  const url = parseUrl(text);
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new CliError('usage', 'The address of the server must be an http or https URL');
  return `${url.origin}${url.pathname.replace(/\/$/, '')}`;
};

interface Environment {
  readonly url: string | undefined;
  readonly token: string | undefined;
  /** Selects one installation, without a search for others. */
  readonly dataDir?: string | undefined;
}

const fileFor = ({ url, token, dataDir }: Environment, cwd: string): Promise<unknown> => {
  if (url !== undefined && token !== undefined) return Promise.resolve(undefined);
  return dataDir === undefined ? findFile(cwd) : readIfExists(join(resolveDataFolder(dataDir, cwd), NAME));
};

const notFoundError = ({ dataDir }: Environment, cwd: string): CliError =>
  dataDir === undefined
    ? new CliError('usage', `No server is configured: there is no ${FILE} in this folder or its parents`, {
        tryInstead:
          'Start the stack (npm start) and run tl inside the project; set TL_DATA_DIR as for the start; or set TL_URL and TL_TOKEN.',
      })
    : new CliError('usage', `No stack has been started on ${resolveDataFolder(dataDir, cwd)}: there is no ${NAME}`, {
        tryInstead: 'Start it (npm start), or correct TL_DATA_DIR.',
      });

/** Reads settings. Each value of the environment takes precedence over the file. */
export async function findSettings(env: Environment, cwd: string): Promise<Settings> {
  const file = await fileFor(env, cwd);
  const url = env.url ?? textOf(file, 'url');
  const token = env.token ?? textOf(file, 'token');
  if (url === undefined || token === undefined) throw notFoundError(env, cwd);
  return { url: requireUrl(url), token };
}
