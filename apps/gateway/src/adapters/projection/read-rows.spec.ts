import { RowCache } from './read-rows.js';

const row = (version: string, state: object, personal: object = {}) => ({
  version,
  state: JSON.stringify(state),
  personal: JSON.stringify(personal),
});
const unsent = (version: string) => ({ version, state: null, personal: null });

describe('the cache of rows', () => {
  it('returns the same object for an unchanged row, and parses a changed one again', () => {
    const rows = new RowCache();
    const first = rows.contentOf('a', row('1', { phase: 'x' }, { title: 't' }));
    expect(first).toMatchObject({ state: { phase: 'x' }, personal: { title: 't' } });
    expect(rows.contentOf('a', row('1', { phase: 'x' }, { title: 't' }))).toBe(first);
    expect(rows.contentOf('a', unsent('1'))).toBe(first);
    expect(rows.contentOf('a', row('2', { phase: 'y' }))).toMatchObject({ state: { phase: 'y' } });
    expect(rows.contentOf('b', row('1', { phase: 'x' }, { title: 't' }))).not.toBe(first);
  });

  it('returns the row known at the time of the query, even if a newer one was read meanwhile', () => {
    const rows = new RowCache();
    const first = rows.contentOf('a', row('1', { phase: 'x' }));
    const known = rows.cached('a');
    rows.contentOf('a', row('2', { phase: 'y' }));
    expect(rows.contentOf('a', unsent('1'), known)).toBe(first);
    expect(rows.contentOf('a', unsent('2'))).toMatchObject({ state: { phase: 'y' } });
  });

  it('never returns a row for another version', () => {
    const rows = new RowCache();
    expect(() => rows.contentOf('a', unsent('1'))).toThrow('was not sent');
    rows.contentOf('a', row('1', {}));
    expect(() => rows.contentOf('a', unsent('2'))).toThrow('was not sent');
  });
});
