import { ALL_SELECTED, NOTHING_SELECTED, countSelected, isSelected, selectRange, toggle } from './selection.js';

const loaded = ['a', 'b', 'c', 'd', 'e'];

describe('the selection of a list', () => {
  it('selects and unselects one item', () => {
    const one = toggle(NOTHING_SELECTED, 'b', loaded);
    expect([...one.ids]).toEqual(['b']);
    expect(countSelected(toggle(one, 'b', loaded), 100)).toBe(0);
  });

  it.each([
    ['downwards', 'b', 'd'],
    ['upwards', 'd', 'b'],
  ])('selects a range %s from the last item, and keeps the others', (_, first, last) => {
    const before = toggle(toggle(NOTHING_SELECTED, 'a', loaded), first, loaded);
    expect([...selectRange(before, last, loaded).ids].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('selects one item where no range begins, or where its begin is no longer listed', () => {
    expect([...selectRange(NOTHING_SELECTED, 'c', loaded).ids]).toEqual(['c']);
    expect([...selectRange(toggle(NOTHING_SELECTED, 'x', loaded), 'c', loaded).ids]).toEqual(['x', 'c']);
  });

  it('counts all matching items, and selects those that are loaded later', () => {
    expect(countSelected(ALL_SELECTED, 12_480)).toBe(12_480);
    expect(isSelected(ALL_SELECTED, 'not loaded yet')).toBe(true);
    expect(selectRange(ALL_SELECTED, 'c', loaded)).toBe(ALL_SELECTED);
  });

  it('becomes the other loaded items when one of all is unselected', () => {
    expect([...toggle(ALL_SELECTED, 'c', loaded).ids]).toEqual(['a', 'b', 'd', 'e']);
  });
});
