import { focusAfter, focusNextRowAfter } from './focus-after.js';

/** Mounts and removes an element while the focus is at `focused`, and returns how often the focus was moved. */
function countMoves(focused: unknown, inside: readonly unknown[]): number {
  let moves = 0;
  const ref = focusAfter(() => {
    moves += 1;
  });
  const remove = ref({ contains: (node: unknown) => inside.includes(node) } as HTMLElement);
  Object.defineProperty(globalThis, 'document', { value: { activeElement: focused }, configurable: true });
  remove?.();
  return moves;
}

describe('an element that disappears by its own work', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'document');
  });

  it('moves the focus that is in it, and no other', () => {
    const [button, elsewhere] = [{}, {}];
    expect([button, elsewhere, null].map((focused) => countMoves(focused, [button]))).toEqual([1, 0, 0]);
  });

  it.each([
    ['the next row', ['next', 'previous'], 'next'],
    ['the row before it', [null, 'previous'], 'previous'],
    ['what is left without rows', [null, null], 'other'],
  ])('moves the focus to %s', (_, [next, previous], expected) => {
    const moves: unknown[] = [];
    const rowOf = (name: unknown) =>
      name === null ? null : { querySelector: () => ({ focus: () => moves.push(name) }) as unknown as HTMLElement };
    const row = { nextElementSibling: rowOf(next), previousElementSibling: rowOf(previous) };
    Object.defineProperty(globalThis, 'document', { value: { activeElement: null }, configurable: true });
    focusNextRowAfter('button', () => moves.push('other'))({ contains: () => true, closest: () => row } as never)?.();
    expect(moves).toEqual([expected]);
  });
});
