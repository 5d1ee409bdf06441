import { kindOf, type AssetEvent } from '@throughline/contracts';
import type { AssetLog } from '@throughline/engine';
import type { Arrivals } from './arrivals.js';

/** The library was deleted before the item arrived. Nothing was stored. */
export class LibraryGoneError extends Error {
  readonly kind = 'library-gone';
  constructor() {
    super('The library of the item was deleted while the item was on its way there');
    this.name = 'LibraryGoneError';
  }
}

const libraryOf = (event: AssetEvent): readonly string[] => {
  if (event.type === 'AssetRegistered') return [event.data.owner];
  return event.type === 'AssetTransferred' ? [event.data.to] : [];
};

/**
 * A log that announces each item before it arrives in a library, by a registration or a transfer. The library cannot be removed
 * from then until the row of the item shows it. Throws `library-gone` if the library was removed before.
 */
export const announceArrivals = (log: AssetLog, arrivals: Arrivals, onProblem: (error: unknown) => void): AssetLog => ({
  load: (assetId, options) => log.load(assetId, options),
  head: (assetId) => log.head(assetId),
  append: async (assetId, commit, expected) => {
    const library = commit.events.flatMap(libraryOf).at(-1);
    if (library === undefined) return log.append(assetId, commit, expected);
    const arrival = await arrivals.begin(assetId, library);
    if (arrival === undefined) throw new LibraryGoneError();
    try {
      const stored = await log.append(assetId, commit, expected);
      // The item is in the log, so a failure here only keeps the library for as long as an arrival lasts.
      await arrivals.land(arrival, stored.position).catch(onProblem);
      return stored;
    } catch (error) {
      // An event whose outcome is unknown may still arrive.
      if (kindOf(error) !== 'outcome-unknown') await arrivals.cancel(arrival).catch(onProblem);
      throw error;
    }
  },
});
