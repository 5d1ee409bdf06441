import type { ChannelCheck, ChannelCheckReport, ChannelNote, Resend } from '@throughline/contracts';
import type { ChannelId } from './channel.js';

/** What the gateway says to whoever writes on pages, and asks of it. */
export interface ChannelDesk {
  /** What is said now counts, whatever is there. */
  put(note: ChannelNote): Promise<void>;
  /** What is not there is satisfied. */
  remove(id: ChannelId): Promise<void>;
  /** The page of an item is to be read and, where it does not show the truth, to be written again. */
  resend(assetId: string, request: Resend): Promise<void>;
  /** Throws `no-upload-service` where nobody answers. */
  check(question: ChannelCheck): Promise<ChannelCheckReport>;
}
