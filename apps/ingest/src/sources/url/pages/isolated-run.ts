import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { runTool, type RunOptions, type Tool } from '@throughline/media';
import { GuardProxy } from '@throughline/outgoing';
import type { UrlSettings } from '../settings.js';

/** The reason why yt-dlp has failed. Its output may hold the address, so it is not part of the error. */
export class PageToolError extends Error {
  readonly isPageToolError = true;

  constructor(
    /** `tool-failed`, `tool-killed`, `output-limit` … or `transfer-limit`. */
    readonly code: string,
  ) {
    super(`yt-dlp has failed (${code})`);
  }
}

export const isPageToolError = (error: unknown): error is PageToolError =>
  typeof error === 'object' && error !== null && 'isPageToolError' in error;

export interface IsolatedRun extends Pick<RunOptions, 'timeLimitMs' | 'onLine' | 'maxStdoutBytes'> {
  readonly address: string;
  /** A folder that nothing else uses. The caller removes it. */
  readonly folder: string;
  readonly allowed: UrlSettings['allowed'];
  /** The limit for all connections together. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Runs yt-dlp for one address and returns its output: without the machine's configuration, plugins and home folder, and behind a
 * proxy that reaches only allowed addresses. The address comes from a file, to keep it out of process lists. Throws
 * `PageToolError`, or the reason of the signal.
 */
export async function runIsolated(tool: Tool, args: readonly string[], run: IsolatedRun): Promise<string> {
  const { folder, address, allowed, maxBytes, signal, ...options } = run;
  const [home, addressFile] = [join(folder, 'home'), join(folder, 'address')];
  await mkdir(home, { recursive: true });
  await writeFile(addressFile, `${address}\n`, { mode: 0o600 });
  const proxy = await GuardProxy.start({ allowed, maxBytes });
  const way = proxy.url;
  const env = {
    ...tool.env,
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    YTDLP_NO_PLUGINS: '1',
    ...{ http_proxy: way, https_proxy: way, all_proxy: way, no_proxy: '' },
  };
  const all = ['--ignore-config', '--no-cache-dir', '--no-update', ...args, '--batch-file', addressFile];
  try {
    return await runTool({ path: tool.path, env }, all, { signal, ...options });
  } catch (error) {
    signal.throwIfAborted();
    throw new PageToolError(proxy.isExhausted ? 'transfer-limit' : (codeOf(error) ?? 'it crashed'));
  } finally {
    await proxy.close();
  }
}
