import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findLanguageData, languageFile, type OcrFolders } from '@throughline/documents/ocr-languages';
import { errorCode, isStackProblem, messageOf, problemKind, StackProblem } from '../problem.js';
import type { ProvisionContext } from '../provision/context.js';
import { isRefusal } from '../provision/probe-tool.js';
import { fetchFromDebian } from './from-debian.js';
import { fetchFromNpm } from './from-npm.js';

export interface OcrLanguageFile {
  readonly language: string;
  readonly path: string;
  /** Null if it was there before. */
  readonly from: string | null;
}

export interface OcrFetchOptions {
  readonly folders: OcrFolders;
  readonly context: Pick<ProvisionContext, 'cache' | 'debian' | 'env' | 'projectRoot' | 'signal' | 'progress'>;
  readonly idleMs?: number;
  readonly onBytes?: (fetched: number) => void;
}

/** Nobody has the language. `tried` names each source and why it has no file. */
export class OcrLanguageMissing extends StackProblem {
  constructor(
    readonly language: string,
    readonly tried: readonly string[],
    /** The file that makes the language known if the operator brings it. */
    readonly file: string,
    cause: unknown,
  ) {
    super('download-failed', `there is no data for ${language} to download:\n${tried.map((line) => `  ${line}`).join('\n')}`, {
      cause,
    });
  }
}

export const isOcrLanguageMissing = (error: unknown): error is OcrLanguageMissing =>
  isStackProblem(error) && 'tried' in error && 'file' in error;

const folderProblem = (folder: string, cause: unknown): StackProblem =>
  errorCode(cause) === 'ENOSPC' || errorCode(cause) === 'EDQUOT'
    ? new StackProblem('disk-full', `the disk of ${folder} is full: free some space there, and fetch the language again`, {
        cause,
      })
    : new StackProblem(
        'data-folder-unusable',
        `${folder} cannot be written (${String(errorCode(cause))}): make it writable for this user, or set TL_MODELS_DIR to a writable folder`,
        { cause },
      );

const FOLDER_ERRORS: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

const SCRATCH = 'fetch-';
const LONGEST_FETCH_MS = 3_600_000;

/** Removes what a killed process has left. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const changed = name.startsWith(SCRATCH) ? (await stat(path).catch(() => undefined))?.mtimeMs : undefined;
    if (changed !== undefined && Date.now() - changed > LONGEST_FETCH_MS) await rm(path, { recursive: true, force: true });
  }
}

async function openScratch(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  return mkdtemp(join(folder, SCRATCH));
}

/** Fetches one language into the folder of downloads: from npm, else from Debian. A language that is there needs no network. */
export async function fetchOcrLanguage(language: string, options: OcrFetchOptions): Promise<OcrLanguageFile> {
  const { folders, context } = options;
  const there = (await findLanguageData(folders)).get(language);
  if (there !== undefined) return { language, path: there, from: null };
  context.signal?.throwIfAborted();
  let scratch: string | undefined;
  try {
    scratch = await openScratch(folders.downloads);
    return await fetchInto(language, scratch, options);
  } catch (error) {
    context.signal?.throwIfAborted();
    throw FOLDER_ERRORS.includes(errorCode(error)) ? folderProblem(folders.downloads, error) : error;
  } finally {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
  }
}

async function fetchInto(language: string, scratch: string, options: OcrFetchOptions): Promise<OcrLanguageFile> {
  const { folders, context, idleMs, onBytes } = options;
  const path = languageFile(folders.downloads, language);
  const { env, projectRoot, signal } = context;
  const fromNpm = await tryNpm(fetchFromNpm(language, scratch, { env, projectRoot, signal, idleMs, onBytes }), signal);
  if ('file' in fromNpm) {
    await rename(fromNpm.file, path);
    return { language, path, from: fromNpm.from };
  }
  context.progress(`npm: ${fromNpm.refused}`);
  // The file must be whole before it has its name: workers look for it at any time.
  const take = async (file: string): Promise<void> => {
    const copy = join(scratch, 'data');
    await copyFile(file, copy);
    await rename(copy, path);
  };
  const fromDebian = await fetchFromDebian(language, context, take);
  if (!isRefusal(fromDebian)) return { language, path, from: fromDebian.from };
  const tried = [`npm: ${fromNpm.refused}`, `Debian: ${fromDebian.refused}`];
  throw new OcrLanguageMissing(language, tried, languageFile(folders.own ?? folders.downloads, language), fromNpm.cause);
}

type NpmFile = Awaited<ReturnType<typeof fetchFromNpm>>;

/** A registry that cannot be reached leaves Debian. A wrong checksum ends the command: somebody should look at the registry. */
async function tryNpm(
  fetching: Promise<NpmFile>,
  signal: AbortSignal | undefined,
): Promise<Exclude<NpmFile, { refused: string }> | { readonly refused: string; readonly cause?: unknown }> {
  try {
    return await fetching;
  } catch (cause) {
    signal?.throwIfAborted();
    const kind = problemKind(cause);
    if (kind !== 'download-failed' && kind !== 'command-failed') throw cause;
    return { refused: messageOf(cause), cause };
  }
}
