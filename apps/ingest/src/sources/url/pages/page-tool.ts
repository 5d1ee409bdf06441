import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError, RetryableError, codeOf } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { runTool, type Tool } from '@throughline/media';
import { GuardProxy } from '@throughline/outgoing';
import type { Fetched } from '../../source.js';
import { BRINGING } from '../download.js';
import type { UrlSettings } from '../settings.js';
import { ytDlpVersion } from './yt-dlp-version.js';

/** The plan of the step is what limits it. */
const NO_LIMIT_MS = 2 ** 31 - 1;
const MARK = 'tl';

/** Nothing of the machine's own configuration, and nothing that a page could choose. The address comes by a file: no list of processes shows it. */
const argumentsFor = (folder: string, addressFile: string, maxBytes: number): string[] => [
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

const amount = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
};

/** What a line says of how far it is; several files may come one after the other. */
export function progressOf(line: string): { readonly done: number; readonly total: number | undefined } | undefined {
  const [mark, done, total, estimate] = line.trim().split(' ');
  const bytes = amount(done);
  return mark !== MARK || bytes === undefined ? undefined : { done: bytes, total: amount(total) ?? amount(estimate) };
}

async function onlyFileIn(folder: string): Promise<string | undefined> {
  const files = (await readdir(folder, { withFileTypes: true })).filter(
    (entry) => entry.isFile() && !/\.(?:part|ytdl)$/.test(entry.name),
  );
  const [only] = files;
  return only === undefined || files.length > 1 ? undefined : join(folder, only.name);
}

/** yt-dlp: finds the recording that a web page shows. */
export class PageTool {
  constructor(
    private readonly tool: Tool,
    private readonly settings: Pick<UrlSettings, 'allowed' | 'maxBytes'>,
  ) {}

  async fetch(address: string, context: StepContext): Promise<Fetched> {
    const { version, refusal } = await ytDlpVersion(this.tool, context.signal);
    if (refusal !== undefined)
      throw new PermanentError(
        'not-a-recording',
        `The address leads to a web page, and yt-dlp ${version} is not asked for what it shows: ${refusal}`,
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
      await this.#ask(argumentsFor(folder, addressFile, maxBytes), { context, home, proxy });
    } finally {
      await proxy.close();
    }
    const found = await onlyFileIn(folder);
    if (found !== undefined && (await stat(found)).size > 0) return found;
    throw new PermanentError(
      'not-a-recording',
      'The address leads to a web page, and yt-dlp brought nothing of it: it shows no recording, a live one, or one over the limit (TL_FETCH_MAX_BYTES)',
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
      const told = progressOf(line);
      if (told === undefined) return;
      const { done, total } = told;
      const of = total === undefined || total === 0 ? { fraction: 0 } : { fraction: BRINGING * Math.min(1, done / total), total };
      context.progress({ ...of, phase: 'downloading', done, unit: 'bytes' });
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
          `More than the limit of ${String(this.settings.maxBytes)} bytes came from the page (TL_FETCH_MAX_BYTES)`,
        );
      // Its own words may hold the address: they go nowhere.
      throw new RetryableError(
        'page-tool-failed',
        `yt-dlp could not bring what the page shows (${codeOf(error) ?? 'it broke'}): it knows no recording there, or the site has changed`,
      );
    }
  }
}
