import { cursorAfter, followCursor } from './list-cursor.js';

const press = (key: string, more: object = {}) => ({
  key,
  defaultPrevented: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

const listOf = (ids: string) => ids.split('').map((id) => ({ id }));

describe('the cursor of the list of all items', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, 0],
    ['j', 3, 4],
    ['k', 3, 2],
    ['Home', 3, 0],
    ['End', 3, 9],
    ['Enter', 3, undefined],
    ['toString', 3, undefined],
  ])('moves by %s from row %d to %p', (key, from, to) => {
    expect(cursorAfter(press(key), from, 10, true)).toBe(to);
  });

  it('leaves letters alone if the user has switched the shortcuts off', () => {
    expect(['j', 'k', 'ArrowDown'].map((key) => cursorAfter(press(key), 3, 10, false))).toEqual([undefined, undefined, 4]);
  });

  it('leaves keys with modifiers, keys that something has handled, and empty lists alone', () => {
    for (const more of [{ ctrlKey: true }, { shiftKey: true }, { defaultPrevented: true }])
      expect(cursorAfter(press('End', more), 0, 10, true)).toBeUndefined();
    expect(cursorAfter(press('End'), 0, 0, true)).toBeUndefined();
  });

  it.each([
    ['stays with its item when the rows move', 'b', 'abc', 'cab', 'b'],
    ['goes to the next item when its item leaves the list', 'b', 'abcd', 'adc', 'c'],
    ['goes to the item before if no later one stays', 'c', 'abc', 'ab', 'b'],
    ['skips neighbours that leave too', 'b', 'abcd', 'ad', 'd'],
    ['goes to the first item of another list', 'b', 'abc', 'xyz', undefined],
    ['stays with the first item of a list in which nothing was focused', undefined, 'abc', 'bc', undefined],
  ])('%s', (_title, id, before, now, next) => {
    expect(followCursor(id, listOf(before), listOf(now))).toBe(next);
  });
});
