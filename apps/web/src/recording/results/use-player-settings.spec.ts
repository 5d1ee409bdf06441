import { isVolumeSettable } from './use-player-settings.js';

describe('the volume of a player', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'document');
  afterAll(() => {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'document');
    else Object.defineProperty(globalThis, 'document', before);
  });
  const isSettableWith = (audio: object): boolean => {
    Object.defineProperty(globalThis, 'document', { value: { createElement: () => audio }, configurable: true });
    return isVolumeSettable();
  };

  it('has a control only where a page can change it', () => {
    expect(isSettableWith({ volume: 1 })).toBe(true);
    const ofPhone = {
      get volume() {
        return 1;
      },
      set volume(_ignored: number) {},
    };
    expect(isSettableWith(ofPhone)).toBe(false);
  });
});
