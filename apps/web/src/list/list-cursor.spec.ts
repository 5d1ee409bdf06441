import { cursorAfter } from './list-cursor.js';

const press = (key: string, more: object = {}) => ({
  key,
  defaultPrevented: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('the cursor of the library', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, 0],
    ['Home', 3, 0],
    ['End', 3, 9],
    ['Enter', 3, undefined],
  ])('moves by %s from row %d to %p', (key, from, to) => {
    expect(cursorAfter(press(key), from, 10)).toBe(to);
  });

  it('leaves keys with modifiers, keys that something has handled, and empty lists alone', () => {
    for (const more of [{ ctrlKey: true }, { shiftKey: true }, { defaultPrevented: true }])
      expect(cursorAfter(press('End', more), 0, 10)).toBeUndefined();
    expect(cursorAfter(press('End'), 0, 0)).toBeUndefined();
  });
});
