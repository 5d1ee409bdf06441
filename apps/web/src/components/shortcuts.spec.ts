import { areShortcutsOn, shortcutOf, switchShortcuts } from './shortcuts.js';

const press = { key: 'n', defaultPrevented: false, ctrlKey: false, metaKey: false, altKey: false };

describe('the shortcut of a key', () => {
  it.each([
    ['/', 'search'],
    ['n', 'add'],
    ['f', 'filter'],
    ['j', 'next'],
    ['k', 'previous'],
    ['e', 'edit'],
    ['?', 'help'],
    ['z', 'undo'],
    ['q', undefined],
    ['toString', undefined],
  ])('%s is %s', (key, shortcut) => {
    expect(shortcutOf({ ...press, key }, false)).toBe(shortcut);
  });

  it('rests in fields and dialogs', () => {
    expect(shortcutOf(press, true)).toBeUndefined();
  });

  it.each([{ defaultPrevented: true }, { ctrlKey: true }, { metaKey: true }, { altKey: true }])(
    'is left to the browser and to parts with own keys: %j',
    (change) => {
      expect(shortcutOf({ ...press, ...change }, false)).toBeUndefined();
    },
  );
});

describe('the switch of all shortcuts', () => {
  it('works in a browser without storage', () => {
    expect(areShortcutsOn()).toBe(true);
    switchShortcuts(false);
    expect(areShortcutsOn()).toBe(false);
    switchShortcuts(true);
    expect(areShortcutsOn()).toBe(true);
  });
});
