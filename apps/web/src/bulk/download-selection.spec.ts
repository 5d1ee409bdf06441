import { mayDownload, MOST_DOWNLOADED } from './download-selection.js';
import { ALL_SELECTED, NOTHING_SELECTED } from './selection.js';

const select = (count: number) => ({ ...NOTHING_SELECTED, ids: new Set(Array.from({ length: count }, (_, nth) => String(nth))) });

it('downloads as many items as their ids fit into an address, and no filter', () => {
  expect([select(1), select(MOST_DOWNLOADED), select(MOST_DOWNLOADED + 1), ALL_SELECTED].map(mayDownload)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
