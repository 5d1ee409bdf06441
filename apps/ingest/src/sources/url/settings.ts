import type { Tool } from '@throughline/media';
import { AllowList } from '@throughline/outgoing';

export interface UrlSettings {
  /** What may be fetched from although it is not public. */
  readonly allowed: AllowList;
  /** Follow redirects from https to http. */
  readonly mayDowngrade: boolean;
  /** More is refused. */
  readonly maxBytes: number;
  /** A download is kept in pieces of this size while it goes on: no more than one of them is fetched again after a crash. */
  readonly pieceBytes: number;
  /** Milliseconds. */
  readonly connectMs: number;
  readonly headersMs: number;
  readonly idleMs: number;
  /** Waits before a broken download is asked for again within one attempt; after the last one the attempt fails, to be tried again. Milliseconds. */
  readonly reconnectMs: readonly number[];
  /** yt-dlp, which finds the recordings that web pages show; undefined where it is switched off. */
  readonly pageTool?: Tool;
}

export const DEFAULT_URL_SETTINGS: UrlSettings = {
  allowed: AllowList.nothing,
  mayDowngrade: false,
  maxBytes: 20 * 2 ** 30,
  pieceBytes: 256 * 2 ** 20,
  connectMs: 10_000,
  headersMs: 30_000,
  idleMs: 30_000,
  reconnectMs: [250, 500, 1_000, 2_000, 4_000],
};
