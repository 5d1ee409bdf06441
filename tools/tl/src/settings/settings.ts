import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliError } from '../exit.js';

/** Where the server is and who is asking. */
export interface Settings {
  readonly url: string;
  readonly token: string;
}

const FILE = join('.throughline', 'cli.json');

const textOf = (value: unknown, key: string): string | undefined => {
  if (typeof value !== 'object' || value === null || !(key in value)) return undefined;
  const member: unknown = (value as Record<string, unknown>)[key];
  return typeof member === 'string' && member !== '' ? member : undefined;
};

const parse = (path: string, content: string): unknown => {
  try {
    return JSON.parse(content) as unknown;
  } catch (cause) {
    throw new CliError('usage', `${path} is not JSON`, { cause, tryInstead: 'Start the stack again; it writes the file anew.' });
  }
};

/** The nearest `.throughline/cli.json`, from a folder upwards. */
async function findFile(from: string): Promise<unknown> {
  const path = join(from, FILE);
  const content = await readFile(path, 'utf8').catch(() => undefined);
  if (content !== undefined) return parse(path, content);
  const parent = dirname(from);
  return parent === from ? undefined : findFile(parent);
}

const requireUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new CliError('usage', 'The address of the server must be an http or https URL');
  return url.origin;
};

/** The environment wins over the file, value by value. */
export async function findSettings(
  env: { readonly url: string | undefined; readonly token: string | undefined },
  cwd: string,
): Promise<Settings> {
  const file = env.url !== undefined && env.token !== undefined ? undefined : await findFile(cwd);
  const url = env.url ?? textOf(file, 'url');
  const token = env.token ?? textOf(file, 'token');
  if (url === undefined || token === undefined)
    throw new CliError('usage', `It is not known where the server is: there is no ${FILE} here or above`, {
      tryInstead: 'Start the stack (npm start) and run tl inside of the project, or set TL_URL and TL_TOKEN.',
    });
  return { url: requireUrl(url), token };
}
