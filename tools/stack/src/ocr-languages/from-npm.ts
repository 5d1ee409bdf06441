import { parseUrl } from '@throughline/contracts';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { StackProblem } from '../problem.js';
import { runCommand } from '../processes/run-command.js';
import { download } from '../provision/download.js';
import { httpFetch, type HttpGet } from '../provision/http-get.js';
import { refuse, type Refusal } from '../provision/tool.js';
import { findNpmRegistry, throughRegistry, type NpmRegistry } from './npm-registry.js';

const SCOPE = '@tesseract.js-data';
/** The version of the built-in data of English. */
const VERSION = '1.0.0';
/** One of two data sets in a package, the same as that of the built-in data. */
const DATA_SET = '4.0.0_best_int';
const METADATA_LIMIT = 1024 * 1024;

export interface FetchContext {
  readonly env: NodeJS.ProcessEnv;
  readonly projectRoot: string;
  readonly signal?: AbortSignal | undefined;
  /** Timeout without any data, in milliseconds. */
  readonly idleMs?: number | undefined;
  readonly onBytes?: ((fetched: number) => void) | undefined;
}

interface PackageFile {
  readonly url: string;
  readonly sha512: string;
}

const withIdle = ({ idleMs }: FetchContext): { readonly idleMs?: number } => (idleMs === undefined ? {} : { idleMs });

async function readLimited(body: AsyncIterable<Uint8Array>, host: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > METADATA_LIMIT) throw new StackProblem('download-failed', `${host} answered with too much for a package`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Reads `dist` of a version. A package without a SHA-512 cannot be verified. */
function parsePackage(text: string, host: string): PackageFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new StackProblem('download-failed', `${host} answered with something else than a package`, { cause });
  }
  const { tarball, integrity } = (parsed as { dist?: { tarball?: unknown; integrity?: unknown } } | null)?.dist ?? {};
  const sum = typeof integrity === 'string' ? /(?:^|\s)sha512-([A-Za-z0-9+/]{86}==)/.exec(integrity)?.[1] : undefined;
  if (typeof tarball !== 'string' || parseUrl(tarball) === undefined || sum === undefined)
    throw new StackProblem('download-failed', `${host} names no file with a checksum for the package`);
  return { url: tarball, sha512: Buffer.from(sum, 'base64').toString('hex') };
}

/** Returns nothing if the registry has no such package. */
async function findPackage(name: string, registry: NpmRegistry, context: FetchContext): Promise<PackageFile | undefined> {
  const { env, signal } = context;
  const url = `${registry.url}${name.replace('/', '%2f')}/${VERSION}`;
  const options = { env, headers: registry.headers, ...withIdle(context), ...(signal === undefined ? {} : { signal }) };
  const { host, status, body, discard } = await httpFetch(url, options);
  if (status === 200) return parsePackage(await readBody(body, host, signal), host);
  discard();
  if (status === 404) return undefined;
  throw new StackProblem('download-failed', `${host} answered ${String(status)}`);
}

async function readBody(body: AsyncIterable<Uint8Array>, host: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await readLimited(body, host);
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause instanceof StackProblem
      ? cause
      : new StackProblem('download-failed', `${host}: the download was interrupted`, { cause });
  }
}

async function downloadPackage(
  { url, sha512 }: PackageFile,
  file: string,
  registry: NpmRegistry,
  context: FetchContext,
): Promise<void> {
  const address = throughRegistry(url, registry);
  // A token belongs to the registry and goes to no other host.
  const headers = new URL(address).host === new URL(registry.url).host ? registry.headers : {};
  const { env, signal, onBytes } = context;
  const get: HttpGet = async (at, options) => {
    const { host, status, body, discard } = await httpFetch(at, { ...options, ...withIdle(context), headers });
    if (status === 200) return body;
    discard();
    throw new StackProblem('download-failed', `${host} answered ${String(status)}`);
  };
  const got = await download(address, file, {
    get,
    env,
    signal,
    algorithm: 'sha512',
    ...(onBytes === undefined ? {} : { onBytes }),
  });
  if (got === sha512) return;
  const { origin, pathname } = new URL(address);
  throw new StackProblem(
    'wrong-checksum',
    `the file ${origin}${pathname} is not the one that the registry names (its SHA-512 differs): the file was not used`,
  );
}

async function unpackData(archive: string, language: string, scratch: string): Promise<string> {
  const names = (await runCommand('tar', ['-tzf', archive])).split('\n');
  const member = names.find((name) => name.endsWith(`/${DATA_SET}/${language}.traineddata.gz`));
  if (member === undefined)
    throw new StackProblem('download-failed', `the package ${SCOPE}/${language} has no data for ${language}`);
  await runCommand('tar', ['-xzf', archive, '-C', scratch, '--', member]);
  const file = join(scratch, `${language}.traineddata`);
  await pipeline(createReadStream(join(scratch, member)), createGunzip(), createWriteStream(file));
  return file;
}

/** Downloads the data of a language from npm into a folder, and returns the file. */
export async function fetchFromNpm(
  language: string,
  scratch: string,
  context: FetchContext,
): Promise<{ readonly file: string; readonly from: string } | Refusal> {
  const registry = await findNpmRegistry(context.env, context.projectRoot, SCOPE);
  const name = `${SCOPE}/${language}`;
  const { host } = new URL(registry.url);
  const found = await findPackage(name, registry, context);
  if (found === undefined) return refuse(`${host} has no package ${name}`);
  const archive = join(scratch, 'package.tgz');
  await downloadPackage(found, archive, registry, context);
  return { file: await unpackData(archive, language, scratch), from: `${name}@${VERSION} of ${host}` };
}
