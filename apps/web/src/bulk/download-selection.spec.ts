import { text } from '../texts/text.js';
import { wholeListOf } from './bulk-api.js';
import { findArchive, findDownloadRefusal } from './download-selection.js';
import { ALL_SELECTED, NOTHING_SELECTED } from './selection.js';

const whole = wholeListOf('documents', { state: 'ready', q: undefined, tag: 'tax' }, false);
const select = (count: number) => ({ ...NOTHING_SELECTED, ids: new Set(Array.from({ length: count }, (_, nth) => String(nth))) });
const words = text.bulk.download;

describe('the archive of a selection', () => {
  const { fetch } = globalThis;
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it.each([
    ['named items', select(10_000), 20_000, undefined],
    ['more named items than the server takes', select(10_001), 20_000, words.tooMany(10_000)],
    ['all that match', ALL_SELECTED, 10_000, undefined],
    ['more than the server takes', ALL_SELECTED, 10_001, words.tooManyMatch(10_000)],
  ])('is offered or refused for %s', (_, selection, total, refusal) => {
    expect(findDownloadRefusal({ whole, selection, total })).toBe(refusal);
  });

  it('names all that match by the filters of the list', async () => {
    expect(await findArchive({ whole, selection: ALL_SELECTED, total: 9 }, 'texts')).toBe(
      '/api/v1/items/archive?kind=document&state=ready&tag=tax&files=texts',
    );
    const deleted = { ...whole, kind: 'recordings', filters: { tag: 'tax' }, areDeleted: true } as const;
    expect(await findArchive({ whole: deleted, selection: ALL_SELECTED, total: 9 }, 'all')).toBe(
      '/api/v1/items/archive?kind=recording&tag=tax&state=deleted&files=all',
    );
  });

  it('lets the server keep the ids of named items', async () => {
    const sent: unknown[] = [];
    const answer = { id: 'S', url: '/api/v1/items/archives/S', item_count: 101, expires_at: '2026-02-05T11:00:00.000Z' };
    globalThis.fetch = (address, { method, body } = {}) => {
      sent.push([address, method, JSON.parse(body as string)]);
      return Promise.resolve(Response.json(answer, { status: 201 }));
    };
    const selection = select(101);
    expect(await findArchive({ whole, selection, total: 200 }, 'texts')).toBe('/api/v1/items/archives/S');
    expect(sent).toEqual([['/api/v1/items/archives', 'POST', { ids: [...selection.ids], files: 'texts' }]]);
  });
});
