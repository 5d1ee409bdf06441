import type { Channels } from './channels.js';
import type { ChannelStore } from './channel-store.js';

/**
 * Sends every channel, including removed ones, to the upload service again. This corrects records of a change that was rolled
 * back when a gateway died, and records restored from a backup of the bus.
 */
export class ChannelSweep {
  constructor(
    private readonly store: Pick<ChannelStore, 'numbers' | 'retell'>,
    private readonly channels: Pick<Channels, 'tell'>,
  ) {}

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
