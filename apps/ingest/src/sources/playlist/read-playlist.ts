import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import type { Tool } from '@throughline/media';
import { isPageToolError, runIsolated } from '../url/pages/isolated-run.js';
import { readYtDlpVersion } from '../url/pages/yt-dlp-version.js';
import type { UrlSettings } from '../url/settings.js';

/** Longer than an answer to the gateway may take: the signal ends the call earlier. */
const TIME_LIMIT_MS = 60_000;
/** Enough for 500 entries with all their formats. */
const MAX_OUTPUT_BYTES = 16 * 2 ** 20;
const MAX_TRANSFER_BYTES = 100 * 2 ** 20;
const LIMITS = new Set(['transfer-limit', 'output-limit']);

/** Lists the entries without opening the page of each one. YouTube tells only roughly when a video was published. */
const buildArguments = (count: number): string[] => [
  ...['--dump-single-json', '--flat-playlist', '--yes-playlist', '--playlist-items', `1:${String(count)}`],
  ...['--ignore-no-formats-error', '--extractor-args', 'youtubetab:approximate_date', '--quiet', '--no-warnings'],
  ...['--socket-timeout', '15', '--retries', '1', '--extractor-retries', '1'],
];

/** Reads playlists by yt-dlp. */
export class PlaylistTool {
  #isUsable = false;

  constructor(
    private readonly tool: Tool,
    private readonly settings: Pick<UrlSettings, 'allowed'>,
  ) {}

  /** Returns what yt-dlp knows about the first entries. A stranger has written it. */
  async read(address: string, count: number, signal: AbortSignal): Promise<unknown> {
    await this.#requireUsable(signal);
    const folder = await mkdtemp(join(tmpdir(), 'throughline-playlist-'));
    try {
      return parse(await this.#run(folder, { address, count, signal }), new URL(address).host);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #requireUsable(signal: AbortSignal): Promise<void> {
    if (this.#isUsable) return;
    const { version, refusal } = await readYtDlpVersion(this.tool, signal);
    if (refusal !== undefined) throw new WaitingError('page-tool-refused', `yt-dlp ${version} is not used: ${refusal}`);
    this.#isUsable = true;
  }

  async #run(
    folder: string,
    { address, count, signal }: { readonly address: string; readonly count: number; readonly signal: AbortSignal },
  ): Promise<string> {
    const { allowed } = this.settings;
    const limits = { maxBytes: MAX_TRANSFER_BYTES, maxStdoutBytes: MAX_OUTPUT_BYTES, timeLimitMs: TIME_LIMIT_MS };
    try {
      return await runIsolated(this.tool, buildArguments(count), { address, folder, allowed, signal, ...limits });
    } catch (error) {
      if (!isPageToolError(error)) throw error;
      const { host } = new URL(address);
      if (LIMITS.has(error.code))
        throw new PermanentError('source-too-large', `The list of ${host} is too large. Choose a smaller number of entries`);
      throw new RetryableError(
        'page-tool-failed',
        `yt-dlp could not list the recordings of ${host} (${error.code}): the page has none, or the site has changed`,
      );
    }
  }
}

function parse(output: string, host: string): unknown {
  try {
    return JSON.parse(output) as unknown;
  } catch (error) {
    throw new RetryableError('page-tool-failed', `yt-dlp lists the recordings of ${host} in an unknown form`, { cause: error });
  }
}
