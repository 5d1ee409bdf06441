import { SEARCHED, searchedOf } from './searched.js';

describe('what of a text is searched', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is its beginning in whole characters, however long they are', () => {
    expect(searchedOf('short')).toBe('short');
    expect(searchedOf('x'.repeat(SEARCHED + 1))).toBe('x'.repeat(SEARCHED));
    expect(searchedOf('\u{1f600}'.repeat(SEARCHED + 1))).toBe('\u{1f600}'.repeat(SEARCHED));
    expect(searchedOf(`x${'\u{1f600}'.repeat(SEARCHED)}`)).toBe(`x${'\u{1f600}'.repeat(SEARCHED - 1)}`);
  });

  it('is found without taking all of a long text apart', () => {
    const apart = jest.spyOn(Array, 'from');
    searchedOf('x'.repeat(50 * SEARCHED));
    const lengths = apart.mock.calls.map(([text]) => (typeof text === 'string' ? text.length : undefined));
    expect(lengths).toEqual([2 * SEARCHED]);
  });
});
