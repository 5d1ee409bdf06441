import { parseUrl } from '@throughline/contracts';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { StackProblem } from '../problem.js';

export interface NpmRegistry {
  /** With a slash at the end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const NPM = 'https://registry.npmjs.org/';

/** Reads `name = value` lines, and replaces `${NAME}` as npm does. */
function parseNpmrc(text: string, env: NodeJS.ProcessEnv): readonly (readonly [string, string])[] {
  return text.split('\n').flatMap((line) => {
    const [, name, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    const whole = value
      .replace(/^(["'])(.*)\1$/, '$2')
      .replace(/\$\{(\w+)\}/g, (kept, variable: string) => env[variable] ?? kept);
    return [[name, whole] as const];
  });
}

function findHome(env: NodeJS.ProcessEnv): string {
  try {
    return env['HOME'] || homedir();
  } catch {
    return '/';
  }
}

/** Returns the settings of npm's files. Those of the project come before those of the user. */
async function readNpmrc(env: NodeJS.ProcessEnv, projectRoot: string): Promise<ReadonlyMap<string, string>> {
  const user = env['npm_config_userconfig'] || join(findHome(env), '.npmrc');
  const files = [env['npm_config_globalconfig'], user, join(projectRoot, '.npmrc')].filter((file) => file !== undefined);
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return new Map(texts.flatMap((text) => parseNpmrc(text, env)));
}

/** Tokens belong to an address without its protocol: `//host/path/:_authToken`. */
function findAuthorization(settings: ReadonlyMap<string, string>, url: string): Readonly<Record<string, string>> {
  const { host, pathname } = new URL(url);
  const parts = pathname.split('/').filter(Boolean);
  for (let count = parts.length; count >= 0; count -= 1) {
    const place = `//${[host, ...parts.slice(0, count)].join('/')}/`;
    const [token, basic] = [settings.get(`${place}:_authToken`), settings.get(`${place}:_auth`)];
    if (token !== undefined) return { authorization: `Bearer ${token}` };
    if (basic !== undefined) return { authorization: `Basic ${basic}` };
  }
  return {};
}

/** Returns the registry that npm would use for packages of the scope. */
export async function findNpmRegistry(env: NodeJS.ProcessEnv, projectRoot: string, scope: string): Promise<NpmRegistry> {
  const settings = await readNpmrc(env, projectRoot);
  const named = settings.get(`${scope}:registry`) ?? (env['npm_config_registry'] || settings.get('registry')) ?? NPM;
  if (!/^https?:$/.test(parseUrl(named)?.protocol ?? ''))
    throw new StackProblem('bad-usage', 'the registry in the settings of npm is no http or https address');
  const url = named.endsWith('/') ? named : `${named}/`;
  return { url, headers: findAuthorization(settings, url) };
}

/** Replaces the public registry in an address, as npm does: mirrors pass on the addresses of the original. */
export const throughRegistry = (address: string, { url }: NpmRegistry): string =>
  address.startsWith(NPM) ? `${url}${address.slice(NPM.length)}` : address;
