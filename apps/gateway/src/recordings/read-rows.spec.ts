import { ReadRows } from './read-rows.js';

const text = (state: object, personal: object = {}) => ({ state: JSON.stringify(state), personal: JSON.stringify(personal) });

describe('rows that are read again', () => {
  it('are the same object while they are the same to the letter, and parsed anew when anything of them is another', () => {
    const rows = new ReadRows();
    const first = rows.contentOf('a', text({ phase: 'x' }, { title: 't' }));
    expect(first).toMatchObject({ state: { phase: 'x' }, personal: { title: 't' } });
    expect(rows.contentOf('a', text({ phase: 'x' }, { title: 't' }))).toBe(first);
    expect(rows.contentOf('a', text({ phase: 'y' }, { title: 't' }))).toMatchObject({ state: { phase: 'y' } });
    expect(rows.contentOf('a', text({ phase: 'x' }, { title: 'other' }))).toMatchObject({ personal: { title: 'other' } });
    expect(rows.contentOf('b', text({ phase: 'x' }, { title: 't' }))).not.toBe(first);
  });
});
