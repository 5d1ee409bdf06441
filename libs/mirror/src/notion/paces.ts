import type { Clock } from '@throughline/messaging';
import { Pace } from './pace.js';

/** The paces of all credentials in a process, so that a rate limit applies to all channels with the same credential. */
export class Paces {
  readonly #paces = new Map<number, Pace>();

  constructor(
    private readonly clock: Clock,
    private readonly perSecond: number,
    private readonly others?: Paces,
  ) {}

  beside(): Paces {
    return new Paces(this.clock, this.perSecond, this);
  }

  of(credential: number): Pace {
    const existing = this.#paces.get(credential);
    if (existing !== undefined) return existing;
    const pace = this.others?.of(credential).beside() ?? new Pace(this.clock, this.perSecond);
    this.#paces.set(credential, pace);
    return pace;
  }
}
