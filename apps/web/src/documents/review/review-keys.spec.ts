import { isHeldEnter, reviewCommandOf } from './review-keys.js';

/** An element inside elements that match these selectors. */
const elementIn = (...around: readonly string[]): Pick<Element, 'closest'> =>
  ({
    closest: (selector: string) => (selector.split(', ').some((one) => around.includes(one)) ? {} : null),
  }) as Pick<Element, 'closest'>;
const press = (key: string, change = {}) => ({
  key,
  defaultPrevented: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});
const commandIn = (key: string, ...around: readonly string[]) => reviewCommandOf(press(key), elementIn(...around), true);

describe('a key in the review', () => {
  it('accepts, or goes to another document', () => {
    expect(['Enter', 'ArrowDown', 'ArrowUp', 's', 'j', 'k', 'x'].map((key) => commandIn(key))).toEqual([
      'accept',
      'next',
      'previous',
      'next',
      'next',
      'previous',
      undefined,
    ]);
    expect(reviewCommandOf(press('Enter'), null, true)).toBe('accept');
  });

  it('decides once, however long it is held', () => {
    const isHeld = (key: string, repeat: boolean): boolean => isHeldEnter({ key, repeat });
    expect([isHeld('Enter', true), isHeld('Enter', false), isHeld('ArrowDown', true)]).toEqual([true, false, false]);
  });

  it('does its own work in fields, dialogs and menus', () => {
    for (const around of ['input', 'select', 'textarea', 'dialog', '[role="menu"]'])
      expect(['Enter', 'ArrowDown', 'j'].map((key) => commandIn(key, around))).toEqual([undefined, undefined, undefined]);
  });

  it('activates buttons and links by Enter, and scrolls the page by arrows', () => {
    expect(commandIn('Enter', 'button')).toBeUndefined();
    expect(commandIn('ArrowDown', 'button')).toBe('next');
    expect(commandIn('ArrowDown', '.sheet-bed')).toBeUndefined();
    expect(commandIn('Enter', '.sheet-bed')).toBe('accept');
    expect(commandIn('j', '.sheet-bed')).toBe('next');
  });

  it('leaves letters alone if the user has switched them off, and combinations always', () => {
    expect(['j', 'k', 'Enter'].map((key) => reviewCommandOf(press(key), elementIn(), false))).toEqual([
      undefined,
      undefined,
      'accept',
    ]);
    for (const change of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { shiftKey: true }, { defaultPrevented: true }])
      expect(reviewCommandOf(press('Enter', change), elementIn(), true)).toBeUndefined();
  });
});
