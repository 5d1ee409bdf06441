/** The levels of both channels are measured in windows of a tenth of a second, shorter than most words. */
export const WINDOWS_PER_SECOND = 10;
/** Stands for digital silence too. */
const LOWEST_DB = -127;

/** The level of each window, in dB below full scale. */
export interface ChannelLevels {
  readonly left: Int8Array;
  readonly right: Int8Array;
}

/** Holds one byte for each window and channel: three days of sound are 5 MB. */
export class LevelRecorder {
  readonly #levels: { readonly left: Int8Array; readonly right: Int8Array };
  readonly #counts = { left: 0, right: 0 };

  constructor(durationSeconds: number) {
    const windows = Math.ceil((durationSeconds + 1) * WINDOWS_PER_SECOND);
    this.#levels = { left: new Int8Array(windows), right: new Int8Array(windows) };
  }

  /** Adds the next window of a channel. Windows after the declared end are left out. */
  add(channel: keyof ChannelLevels, db: number): void {
    this.#levels[channel][this.#counts[channel]++] = Number.isNaN(db)
      ? LOWEST_DB
      : Math.max(LOWEST_DB, Math.min(0, Math.round(db)));
  }

  finish(): ChannelLevels {
    const count = Math.min(this.#counts.left, this.#counts.right, this.#levels.left.length);
    return { left: this.#levels.left.subarray(0, count), right: this.#levels.right.subarray(0, count) };
  }
}
