import type { Channels } from './channels.js';
import type { ChannelStore } from './channel-store.js';

/**
 * Tells the upload service of all channels anew, of those that were removed too: what a gateway that died has said before its change held, or
 * a bus that was put back to an earlier day says, is not so. Whoever hears the same again does nothing.
 */
export class ChannelSweep {
  constructor(
    private readonly store: Pick<ChannelStore, 'numbers' | 'retell'>,
    private readonly channels: Pick<Channels, 'tell'>,
  ) {}

  /** How many were told of. */
  async sweep(signal: AbortSignal): Promise<number> {
    let told = 0;
    for (const id of await this.store.numbers()) {
      if (signal.aborted) return told;
      await this.store.retell(id, this.channels.tell);
      told += 1;
    }
    return told;
  }
}
