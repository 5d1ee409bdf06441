import { isTyping } from './use-media-keys.js';

/** An element that is inside elements with these names. */
class FakeElement {
  readonly #names: readonly string[];
  constructor(...names: readonly string[]) {
    this.#names = names;
  }

  closest(selector: string): this | null {
    return selector.split(', ').some((one) => this.#names.includes(one)) ? this : null;
  }
}

class FakeInput extends FakeElement {
  constructor(readonly type: string) {
    super('input');
  }
}

describe('the keys of the player', () => {
  const replaced = { HTMLElement: FakeElement, HTMLInputElement: FakeInput };
  const before = Object.keys(replaced).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  beforeAll(() => {
    for (const [name, value] of Object.entries(replaced)) Object.defineProperty(globalThis, name, { value, configurable: true });
  });
  afterAll(() => {
    for (const [name, descriptor] of before)
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
  });
  const isTypingIn = (element: FakeElement): boolean => isTyping(element as unknown as HTMLElement);

  it('rest while somebody types or chooses', () => {
    const typing = [
      new FakeInput('text'),
      new FakeElement('textarea'),
      new FakeElement('select'),
      new FakeElement('[contenteditable]'),
    ];
    expect(typing.map(isTypingIn)).toEqual([true, true, true, true]);
  });

  it('work on a button, and on the sliders of the volume and of the position', () => {
    expect([new FakeElement('button'), new FakeInput('range')].map(isTypingIn)).toEqual([false, false]);
  });
});
