import { ReadRows } from './read-rows.js';

const row = (version: string, state: object, personal: object = {}) => ({
  version,
  state: JSON.stringify(state),
  personal: JSON.stringify(personal),
});
const unsent = (version: string) => ({ version, state: null, personal: null });

describe('rows that are read again', () => {
  it('are the same object while nobody has written them, and parsed anew when somebody has', () => {
    const rows = new ReadRows();
    const first = rows.contentOf('a', row('1', { phase: 'x' }, { title: 't' }));
    expect(first).toMatchObject({ state: { phase: 'x' }, personal: { title: 't' } });
    expect(rows.contentOf('a', row('1', { phase: 'x' }, { title: 't' }))).toBe(first);
    expect(rows.contentOf('a', unsent('1'))).toBe(first);
    expect(rows.contentOf('a', row('2', { phase: 'y' }))).toMatchObject({ state: { phase: 'y' } });
    expect(rows.contentOf('b', row('1', { phase: 'x' }, { title: 't' }))).not.toBe(first);
  });

  it('are what was known when they were asked for, where another has read a newer one meanwhile', () => {
    const rows = new ReadRows();
    const first = rows.contentOf('a', row('1', { phase: 'x' }));
    const known = rows.known('a');
    rows.contentOf('a', row('2', { phase: 'y' }));
    expect(rows.contentOf('a', unsent('1'), known)).toBe(first);
    expect(rows.contentOf('a', unsent('2'))).toMatchObject({ state: { phase: 'y' } });
  });

  it('are never taken for what they are not', () => {
    const rows = new ReadRows();
    expect(() => rows.contentOf('a', unsent('1'))).toThrow('was not sent');
    rows.contentOf('a', row('1', {}));
    expect(() => rows.contentOf('a', unsent('2'))).toThrow('was not sent');
  });
});
