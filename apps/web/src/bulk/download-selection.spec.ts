import { text } from '../texts/text.js';
import { wholeListOf } from './bulk-api.js';
import { archiveQueryOf, findDownloadRefusal } from './download-selection.js';
import { ALL_SELECTED, NOTHING_SELECTED } from './selection.js';

const whole = wholeListOf('documents', { state: 'ready', q: undefined, tag: 'tax' }, false);
const select = (count: number) => ({ ...NOTHING_SELECTED, ids: new Set(Array.from({ length: count }, (_, nth) => String(nth))) });
const words = text.bulk.download;

describe('the archive of a selection', () => {
  it.each([
    ['some items', select(100), 20_000, undefined],
    ['more ids than fit into an address', select(101), 20_000, words.tooMany(100)],
    ['all that match', ALL_SELECTED, 10_000, undefined],
    ['more than the server takes', ALL_SELECTED, 10_001, words.tooManyMatch(10_000)],
  ])('is offered or refused for %s', (_, selection, total, refusal) => {
    expect(findDownloadRefusal({ whole, selection, total })).toBe(refusal);
  });

  it('names items by their ids, or by the filters of the list', () => {
    expect(archiveQueryOf({ whole, selection: select(2), total: 9 }, 'all')).toEqual({ ids: ['0', '1'], files: 'all' });
    expect(archiveQueryOf({ whole, selection: ALL_SELECTED, total: 9 }, 'texts')).toEqual({
      kind: ['document'],
      state: 'ready',
      tag: 'tax',
      files: 'texts',
    });
    const deleted = wholeListOf('recordings', {}, true);
    expect(archiveQueryOf({ whole: deleted, selection: ALL_SELECTED, total: 9 }, 'all')).toMatchObject({
      kind: ['recording'],
      state: 'deleted',
    });
  });
});
