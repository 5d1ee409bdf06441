import { findShownView, isNameTaken, SavedViews, type SavedView } from './saved-views.js';

const owner = { user: '1', library: '7' };
const failed: SavedView = { name: 'Failed talks', search: { kind: 'recording', state: 'failed' } };
const letters: SavedView = { name: 'Letters', search: { kind: 'document', tag: 'letter', sort: 'title' } };

class MemoryStorage {
  readonly texts = new Map<string, string>();
  getItem = (key: string): string | null => this.texts.get(key) ?? null;
  setItem = (key: string, text: string): void => void this.texts.set(key, text);
}

describe('the saved views of the list', () => {
  it('are saved, renamed, replaced in their place, and deleted', () => {
    const views = new SavedViews(new MemoryStorage());
    expect(views.save(owner, failed)).toBe(true);
    views.save(owner, letters);
    expect(views.list(owner)).toEqual([failed, letters]);
    views.save(owner, { ...failed, name: 'To repair' }, failed.name);
    expect(views.list(owner).map(({ name }) => name)).toEqual(['To repair', 'Letters']);
    views.remove(owner, 'To repair');
    expect(views.list(owner)).toEqual([letters]);
  });

  it('belong to one person in one library', () => {
    const views = new SavedViews(new MemoryStorage());
    views.save(owner, failed);
    expect(views.list({ ...owner, user: '2' })).toEqual([]);
    expect(views.list({ ...owner, library: '8' })).toEqual([]);
    expect(views.list(owner)).toEqual([failed]);
  });

  it('are the same list until they change, so that the page is not drawn for nothing', () => {
    const views = new SavedViews(new MemoryStorage());
    views.save(owner, failed);
    const before = views.list(owner);
    expect(views.list(owner)).toBe(before);
    views.remove(owner, failed.name);
    expect(views.list(owner)).not.toBe(before);
  });

  it('leave out what this release does not know', () => {
    const store = new MemoryStorage();
    store.setItem('tl.views 1 7', JSON.stringify([{ name: 'A', search: { state: 'ready', shape: 'round' } }, { name: 5 }, null]));
    expect(new SavedViews(store).list(owner)).toEqual([{ name: 'A', search: { state: 'ready' } }]);
    for (const damaged of ['{', '{}', 'null']) {
      store.setItem('tl.views 1 7', damaged);
      expect(new SavedViews(store).list(owner)).toEqual([]);
    }
  });

  it('say that they were not saved if the browser stores nothing', () => {
    expect(new SavedViews(undefined).save(owner, failed)).toBe(false);
    const full = {
      getItem: () => null,
      setItem: (): void => {
        throw new Error('QuotaExceededError');
      },
    };
    expect(new SavedViews(full).save(owner, failed)).toBe(false);
  });

  it('have different names, whatever letters are capital', () => {
    expect(isNameTaken([failed], ' failed TALKS ')).toBe(true);
    expect(isNameTaken([failed], 'failed talks', failed.name)).toBe(false);
    expect(isNameTaken([failed], 'Other')).toBe(false);
  });

  it('are shown as the present one if filter and order are the same', () => {
    expect(findShownView([failed, letters], { sort: 'title', tag: 'letter', kind: 'document' })).toBe(letters);
    expect(findShownView([failed, letters], { tag: 'letter', kind: 'document' })).toBeUndefined();
    expect(findShownView([failed], {})).toBeUndefined();
  });
});
