import { commandOf } from './use-selection.js';

/** An element inside elements that match these selectors. */
const elementIn = (...around: readonly string[]): HTMLElement => {
  const matches = (selector: string): boolean => selector.split(', ').some((one) => around.includes(one));
  return { matches, closest: (selector: string) => (matches(selector) ? {} : null) } as HTMLElement;
};
const press = (key: string, change = {}) => ({
  key,
  defaultPrevented: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...change,
});

describe('a key in a list with a selection', () => {
  it('selects with x, in either case, and clears with Escape', () => {
    expect(['x', 'X', 'Escape', 'y'].map((key) => commandOf(press(key), elementIn(), true))).toEqual([
      'select',
      'select',
      'clear',
      undefined,
    ]);
  });

  it('selects nothing with x if the user has switched letters off, and Escape still clears', () => {
    expect(['x', 'X', 'Escape'].map((key) => commandOf(press(key), elementIn(), false))).toEqual([undefined, undefined, 'clear']);
  });

  it.each(['[role=menu]', '[role=dialog]', '[role=alertdialog]', 'textarea'])(
    'belongs to %s while the focus is inside',
    (around) => {
      for (const key of ['x', 'Escape']) expect(commandOf(press(key), elementIn(around), true)).toBeUndefined();
    },
  );

  it('does nothing after it has closed a menu, and with Ctrl, Alt or Meta', () => {
    for (const change of [{ defaultPrevented: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }])
      expect(commandOf(press('Escape', change), elementIn(), true)).toBeUndefined();
  });
});
