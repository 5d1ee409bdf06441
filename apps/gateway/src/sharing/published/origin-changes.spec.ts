import { originChangesOf } from './origin-changes.js';

const sites = (count: number, length = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://${'x'.repeat(length)}school-${String(index)}.example`);

describe('the sites of an embed in the administration log', () => {
  it('are those that were added and removed, however many stay', () => {
    const [last = '', ...others] = sites(20).toReversed();
    const changes = originChangesOf([...others, last], [...others, 'https://new.example']);
    expect(changes).toEqual({
      origins_added: { from: null, to: 'https://new.example' },
      origins_removed: { from: null, to: last },
    });
    expect(originChangesOf(sites(20), sites(20).toReversed())).toEqual({});
  });

  it('are all of 20 usual ones, and a count of those that are too long', () => {
    expect(originChangesOf([], sites(20))).toEqual({ origins_added: { from: null, to: sites(20).join(', ') } });
    const long = sites(20, 230);
    const shown = [...long.slice(0, 3), '17 more'].join(', ');
    expect(originChangesOf(long, [])).toEqual({ origins_removed: { from: null, to: shown } });
  });
});
