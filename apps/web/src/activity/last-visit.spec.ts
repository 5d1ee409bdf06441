import { createLastVisits, isLater } from './last-visit.js';

const ann = { user: 'ann', library: 'lab' };

class MemoryStorage {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
}

describe('the last visit of the activity', () => {
  it('is kept for each person in each library', () => {
    const visits = createLastVisits(new MemoryStorage());
    expect(visits.read(ann)).toBeUndefined();
    const visit = { event: '12.0', notices: ['failed:1'] };
    visits.write(ann, visit);
    expect(visits.read(ann)).toEqual(visit);
    expect(visits.read(ann)).toBe(visits.read(ann));
    expect(visits.read({ ...ann, library: 'home' })).toBeUndefined();
    expect(visits.read({ ...ann, user: 'bob' })).toBeUndefined();
  });

  it.each([
    ['{', undefined],
    ['5', undefined],
    ['{"event":5,"notices":[1,"failed:1"]}', { event: undefined, notices: ['failed:1'] }],
    ['{"event":null,"notices":[]}', { event: null, notices: [] }],
    ['{"event":"later","notices":"all"}', { event: undefined, notices: [] }],
  ])('survives a damaged storage: %s', (stored, visit) => {
    const storage = new MemoryStorage();
    storage.setItem('tl.activity ann lab', stored);
    expect(createLastVisits(storage).read(ann)).toEqual(visit);
  });

  it('is unknown if the browser stores nothing', () => {
    const visits = createLastVisits(undefined);
    visits.write(ann, { event: '1.0', notices: [] });
    expect(visits.read(ann)).toBeUndefined();
  });

  it.each([
    ['10.0', '9.0', true],
    ['9.0', '10.0', false],
    ['9.10', '9.9', true],
    ['9.0', '9.0', false],
    ['90071992547409931.0', '90071992547409930.0', true],
  ])('compares %s with %s by their places in the log', (event, than, later) => {
    expect(isLater(event, than)).toBe(later);
  });
});
