import type { Tool } from '@throughline/media';
import { AllowList } from '@throughline/outgoing';

export interface UrlSettings {
  /** Addresses that may be fetched from although they are not public. */
  readonly allowed: AllowList;
  readonly mayDowngrade: boolean;
  readonly maxBytes: number;
  /** Size of the stored pieces. A crash costs at most one of them. */
  readonly pieceBytes: number;
  /** Timeouts in milliseconds. */
  readonly connectMs: number;
  readonly headersMs: number;
  readonly idleMs: number;
  /** Pauses before reconnecting within one attempt, in milliseconds. After the last pause the attempt fails and is retried. */
  readonly reconnectMs: readonly number[];
  /** yt-dlp, which finds recordings on web pages. Absent if switched off. */
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
