import type { Clock } from '@throughline/messaging';
import { Pace } from './pace.js';

/** The pace of each credential, for all of a process that asks by it: what the server has said to one of them holds for the others. */
export class Paces {
  readonly #paces = new Map<number, Pace>();

  constructor(
    private readonly clock: Clock,
    private readonly perSecond: number,
    private readonly others?: Paces,
  ) {}

  /** With turns of their own, and the same pauses. */
  beside(): Paces {
    return new Paces(this.clock, this.perSecond, this);
  }

  of(credential: number): Pace {
    const known = this.#paces.get(credential);
    if (known !== undefined) return known;
    const pace = this.others?.of(credential).beside() ?? new Pace(this.clock, this.perSecond);
    this.#paces.set(credential, pace);
    return pace;
  }
}
