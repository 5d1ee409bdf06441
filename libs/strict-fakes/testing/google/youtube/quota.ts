import { GoogleRefusal } from '../refusals.js';

const pacificDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' });

/** The daily units of an application. They renew at midnight Pacific time. */
export class Quota {
  used = 0;
  #day = '';

  constructor(
    public limit: number,
    private readonly now: () => number,
  ) {}

  /** Refuses a request that needs more than is left. */
  spend(units: number): void {
    const day = pacificDay.format(this.now());
    if (day !== this.#day) [this.#day, this.used] = [day, 0];
    if (this.used + units > this.limit)
      throw new GoogleRefusal(
        403,
        'quotaExceeded',
        'The request cannot be completed because you have exceeded your quota.',
        'youtube.quota',
      );
    this.used += units;
  }
}
