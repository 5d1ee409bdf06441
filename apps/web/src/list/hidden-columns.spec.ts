import { HiddenColumns } from './hidden-columns.js';

describe('the hidden columns of the list', () => {
  const stored = new Map<string, string>();
  const open = (): HiddenColumns =>
    new HiddenColumns(() => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, text) => {
        stored.set(key, text);
      },
    }));
  beforeEach(() => {
    stored.clear();
  });

  it('are kept for each person, and shown again', () => {
    const columns = open();
    columns.toggle('1', 'outputs');
    columns.toggle('1', 'added');
    expect(open().list('1')).toEqual(['outputs', 'added']);
    expect(open().list('2')).toEqual([]);
    columns.toggle('1', 'outputs');
    expect(open().list('1')).toEqual(['added']);
  });

  it('are the same list until they change, and leave out columns of another release', () => {
    const columns = open();
    stored.set('tl.columns 1', 'colour owner');
    expect(columns.list('1')).toEqual(['owner']);
    expect(columns.list('1')).toBe(columns.list('1'));
    const told = jest.fn();
    columns.subscribe(told);
    columns.toggle('1', 'owner');
    expect([columns.list('1'), told.mock.calls.length]).toEqual([[], 1]);
  });

  it('last as long as the page in a browser without storage', () => {
    const columns = new HiddenColumns(() => {
      throw new Error('blocked');
    });
    expect(columns.list('1')).toEqual([]);
    columns.toggle('1', 'owner');
    expect(columns.list('1')).toEqual(['owner']);
  });
});
