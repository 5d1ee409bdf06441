import { focusNeighbourAfter } from './focus-neighbour.js';

interface Line {
  readonly nextElementSibling: object | undefined;
  readonly previousElementSibling: object | undefined;
}

/** Removes a line while the focus is in it, and returns the names of the elements that got the focus. */
function focusedAfter({ next, previous }: { readonly next?: string; readonly previous?: string }): readonly string[] {
  const focused: string[] = [];
  const elementOf = (name: string) => ({
    focus: () => {
      focused.push(name);
    },
  });
  const lineOf = (name: string | undefined) =>
    name === undefined ? undefined : { querySelector: () => (name === '' ? null : elementOf(name)) };
  const line: Line = { nextElementSibling: lineOf(next), previousElementSibling: lineOf(previous) };
  const activeElement = { closest: () => line };
  const value = { activeElement, getElementById: elementOf };
  Object.defineProperty(globalThis, 'document', { value, configurable: true });
  const removed = { contains: (node: unknown) => node === activeElement };
  focusNeighbourAfter(removed as unknown as HTMLElement)?.();
  return focused;
}

describe('the focus after a line is removed', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'document');
  });

  it('goes to the next line, else to the one before, else to the content', () => {
    expect(focusedAfter({ next: 'next', previous: 'previous' })).toEqual(['next']);
    expect(focusedAfter({ next: '', previous: 'previous' })).toEqual(['previous']);
    expect(focusedAfter({ previous: 'previous' })).toEqual(['previous']);
    expect(focusedAfter({})).toEqual(['content']);
  });
});
