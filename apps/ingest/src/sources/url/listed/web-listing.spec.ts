import { AllowList } from '@throughline/outgoing';
import { toWebPage, type FoundEntry, type WebPlace } from './web-listing.js';

const WEB: WebPlace = { place: 'p', allowed: AllowList.nothing, newest: Infinity };
const entryOf = (title: string, recordedAt?: number): FoundEntry => ({
  id: `id of ${title}`,
  title,
  address: `https://a.example/${encodeURIComponent(title)}`,
  recordedAt,
});

describe('a list from the web', () => {
  it('has its first entries as the newest, if it has no dates', () => {
    const entries = ['Zebra', 'Beta', 'Alpha'].map((title) => entryOf(title));
    const names = toWebPage(entries, { limit: 10 }, { ...WEB, newest: 2 }).entries.map(({ name }) => name);
    expect(names).toEqual(['Beta', 'Zebra']);
    const dated = [...entries, entryOf('Dated', Date.UTC(2020, 0, 1))];
    expect(toWebPage(dated, { limit: 10 }, { ...WEB, newest: 1 }).entries).toMatchObject([{ name: 'Dated' }]);
  });

  it.each([
    [0.5, 0.5],
    [0, undefined],
    [-1, undefined],
    [1e9, undefined],
    [NaN, undefined],
  ])('of a recording with the length %s names %s', (seconds, named) => {
    const { entries } = toWebPage([{ ...entryOf('A'), seconds }], { limit: 1 }, WEB);
    expect(entries[0]).toHaveProperty('external_id');
    expect(entries[0]).toEqual(expect.objectContaining(named === undefined ? {} : { duration_seconds: named }));
    expect(Object.hasOwn(entries[0] ?? {}, 'duration_seconds')).toBe(named !== undefined);
  });

  it('misses no entry between two pages if its dates are vague', () => {
    const list = (shift: number): readonly FoundEntry[] =>
      ['a', 'b', 'c', 'd', 'e', 'f'].map((title, at) => entryOf(title, Date.UTC(2025, 0, at + 1) + shift));
    const vague = { ...WEB, hasVagueDates: true };
    const first = toWebPage(list(0), { limit: 3 }, vague);
    const second = toWebPage(list(86_400_000), { limit: 3, cursor: first.next_cursor ?? '' }, vague);
    expect([...first.entries, ...second.entries].map(({ name }) => name).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});
