import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError, RetryableError, codeOf } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { runTool, type Tool } from '@throughline/media';
import { GuardProxy } from '@throughline/outgoing';
import type { FetchedSource } from '../../source.js';
import { BRINGING } from '../download.js';
import type { UrlSettings } from '../settings.js';
import { readYtDlpVersion } from './yt-dlp-version.js';

/** Effectively no limit: the plan of the step sets the timeout. */
const NO_LIMIT_MS = 2 ** 31 - 1;
const MARK = 'tl';

/**
 * Ignores the machine's yt-dlp configuration and lets no page choose a file name. The address comes from a file, to keep it out
 * of process lists.
 */
const buildArguments = (folder: string, addressFile: string, maxBytes: number): string[] => [
  ...[
    '--ignore-config',
    '--no-cache-dir',
    '--no-update',
    '--no-playlist',
    '--playlist-items',
    '1',
    '--match-filters',
    '!is_live',
  ],
  ...['--max-filesize', String(maxBytes), '--socket-timeout', '30', '--retries', '5', '--fragment-retries', '5'],
  ...['--no-overwrites', '--restrict-filenames', '--no-mtime', '--downloader', 'native'],
  ...['--quiet', '--progress', '--newline', '--progress-template'],
  `download:${MARK} %(progress.downloaded_bytes)s %(progress.total_bytes)s %(progress.total_bytes_estimate)s`,
  ...['--paths', `home:${folder}`, '--paths', `temp:${folder}`, '--output', 'recording.%(ext)s'],
  ...['--batch-file', addressFile],
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
  constructor(
    private readonly tool: Tool,
    private readonly settings: Pick<UrlSettings, 'allowed' | 'maxBytes'>,
  ) {}

  async fetch(address: string, context: StepContext): Promise<FetchedSource> {
    const { version, refusal } = await readYtDlpVersion(this.tool, context.signal);
    if (refusal !== undefined)
      throw new PermanentError(
        'not-a-recording',
        `The address leads to a web page, and yt-dlp ${version} is not used for it: ${refusal}`,
      );
    const found = await this.#run(address, context);
    const file = { role: 'source', name: 'source', mediaType: 'application/octet-stream' };
    const { key, size, sha256 } = await context.output(file, { path: found });
    return { path: await context.local(key), file: { key, size, sha256 } };
  }

  async #run(address: string, context: StepContext): Promise<string> {
    const workspace = await context.workspace();
    const [folder, home, addressFile] = [join(workspace, 'found'), join(workspace, 'home'), join(workspace, 'address')];
    await Promise.all([mkdir(folder, { recursive: true }), mkdir(home, { recursive: true })]);
    await writeFile(addressFile, `${address}\n`, { mode: 0o600 });
    const { allowed, maxBytes } = this.settings;
    const proxy = await GuardProxy.start({ allowed, maxBytes });
    try {
      await this.#ask(buildArguments(folder, addressFile, maxBytes), { context, home, proxy });
    } finally {
      await proxy.close();
    }
    const found = await findOnlyFile(folder);
    if (found !== undefined && (await stat(found)).size > 0) return found;
    throw new PermanentError(
      'not-a-recording',
      'The address leads to a web page, and yt-dlp downloaded nothing: the page has no recording, a live one, or one over the limit (TL_FETCH_MAX_BYTES)',
    );
  }

  async #ask(
    args: readonly string[],
    { context, home, proxy }: { context: StepContext; home: string; proxy: GuardProxy },
  ): Promise<void> {
    const way = proxy.url;
    const env = {
      ...this.tool.env,
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_CACHE_HOME: home,
      YTDLP_NO_PLUGINS: '1',
      ...{ http_proxy: way, https_proxy: way, all_proxy: way, no_proxy: '' },
    };
    const onLine = (line: string): void => {
      const progress = parseProgress(line);
      if (progress === undefined) return;
      const { done, total } = progress;
      const share =
        total === undefined || total === 0 ? { fraction: 0 } : { fraction: BRINGING * Math.min(1, done / total), total };
      context.progress({ ...share, phase: 'downloading', done, unit: 'bytes' });
    };
    try {
      await runTool({ path: this.tool.path, env }, args, {
        signal: context.signal,
        timeLimitMs: NO_LIMIT_MS,
        onLine,
      });
    } catch (error) {
      context.signal.throwIfAborted();
      if (proxy.isExhausted)
        throw new PermanentError(
          'too-large',
          `The recording of the page is larger than the limit of ${String(this.settings.maxBytes)} bytes (TL_FETCH_MAX_BYTES)`,
        );
      // The output of yt-dlp may hold the address, so it is not logged or reported.
      throw new RetryableError(
        'page-tool-failed',
        `yt-dlp could not download the recording of the page (${codeOf(error) ?? 'it crashed'}): it finds no recording there, or the site has changed`,
      );
    }
  }
}
