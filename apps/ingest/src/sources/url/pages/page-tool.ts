import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import type { Tool } from '@throughline/media';
import type { FetchedSource } from '../../../kit/source.js';
import { BRINGING } from '../download.js';
import type { UrlSettings } from '../settings.js';
import { isPageToolError, runIsolated } from './isolated-run.js';
import { readYtDlpVersion } from './yt-dlp-version.js';

/** Effectively no limit: the plan of the step sets the timeout. */
const NO_LIMIT_MS = 2 ** 31 - 1;
const MARK = 'tl';

/** Lets no page choose a file name. */
const buildArguments = (folder: string, maxBytes: number): string[] => [
  ...['--no-playlist', '--playlist-items', '1', '--match-filters', '!is_live'],
  ...['--max-filesize', String(maxBytes), '--socket-timeout', '30', '--retries', '5', '--fragment-retries', '5'],
  ...['--no-overwrites', '--restrict-filenames', '--no-mtime', '--downloader', 'native'],
  ...['--quiet', '--progress', '--newline', '--progress-template'],
  `download:${MARK} %(progress.downloaded_bytes)s %(progress.total_bytes)s %(progress.total_bytes_estimate)s`,
  ...['--paths', `home:${folder}`, '--paths', `temp:${folder}`, '--output', 'recording.%(ext)s'],
];

const parseAmount = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
};

/** Parses a progress line of yt-dlp. It may download several files one after the other, each from 0. */
export function parseProgress(line: string): { readonly done: number; readonly total: number | undefined } | undefined {
  const [mark, done, total, estimate] = line.trim().split(' ');
  const bytes = parseAmount(done);
  return mark !== MARK || bytes === undefined ? undefined : { done: bytes, total: parseAmount(total) ?? parseAmount(estimate) };
}

async function findOnlyFile(folder: string): Promise<string | undefined> {
  const files = (await readdir(folder, { withFileTypes: true })).filter(
    (entry) => entry.isFile() && !/\.(?:part|ytdl)$/.test(entry.name),
  );
  const [only] = files;
  return only === undefined || files.length > 1 ? undefined : join(folder, only.name);
}

export class PageTool {
  #isUsable = false;

  constructor(
    private readonly tool: Tool,
    private readonly settings: Pick<UrlSettings, 'allowed' | 'maxBytes'>,
  ) {}

  async fetch(address: string, context: StepContext): Promise<FetchedSource> {
    await this.#requireUsable(context.signal);
    const found = await this.#run(address, context);
    const file = { role: 'source', name: 'source', mediaType: 'application/octet-stream' };
    const { key, size, sha256 } = await context.output(file, { path: found });
    return { path: await context.local(key), file: { key, size, sha256 } };
  }

  async #requireUsable(signal: AbortSignal): Promise<void> {
    // A start of yt-dlp takes a second.
    if (this.#isUsable) return;
    const { version, refusal } = await readYtDlpVersion(this.tool, signal);
    if (refusal !== undefined)
      throw new WaitingError(
        'page-tool-refused',
        `The address leads to a web page, and yt-dlp ${version} is not used for it: ${refusal}`,
      );
    this.#isUsable = true;
  }

  async #run(address: string, context: StepContext): Promise<string> {
    const workspace = await context.workspace();
    const folder = join(workspace, 'found');
    await mkdir(folder, { recursive: true });
    await this.#ask(address, workspace, context);
    const found = await findOnlyFile(folder);
    if (found !== undefined && (await stat(found)).size > 0) return found;
    throw new PermanentError(
      'not-a-recording',
      'The address leads to a web page, and yt-dlp downloaded nothing: the page has no recording, a live one, or one over the limit (TL_FETCH_MAX_BYTES)',
    );
  }

  async #ask(address: string, folder: string, context: StepContext): Promise<void> {
    const { allowed, maxBytes } = this.settings;
    const onLine = (line: string): void => {
      const progress = parseProgress(line);
      if (progress === undefined) return;
      const { done, total } = progress;
      const share =
        total === undefined || total === 0 ? { fraction: 0 } : { fraction: BRINGING * Math.min(1, done / total), total };
      context.progress({ ...share, phase: 'downloading', done, unit: 'bytes' });
    };
    const args = buildArguments(join(folder, 'found'), maxBytes);
    const { signal } = context;
    try {
      await runIsolated(this.tool, args, { address, folder, allowed, maxBytes, signal, timeLimitMs: NO_LIMIT_MS, onLine });
    } catch (error) {
      if (!isPageToolError(error)) throw error;
      if (error.code === 'transfer-limit')
        throw new PermanentError(
          'too-large',
          `The recording of the page is larger than the limit of ${String(maxBytes)} bytes (TL_FETCH_MAX_BYTES)`,
        );
      throw new RetryableError(
        'page-tool-failed',
        `yt-dlp could not download the recording of the page (${error.code}): it finds no recording there, or the site has changed`,
      );
    }
  }
}
