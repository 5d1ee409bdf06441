import { nameOfDraft } from './shared-draft.js';
import { createMemoryStorage } from './testing/memory-storage.js';
import { deleteDrafts, listDrafts } from './unsaved-drafts.js';

describe('the unsaved drafts of a person', () => {
  const storage = createMemoryStorage();
  const bobs = nameOfDraft('correction', { user: 'bob', item: 'r2' });

  it('are all that the browser keeps for this person, and nothing else that it keeps', () => {
    storage.setItem(nameOfDraft('fields', { user: 'ada', item: 'd1' }), '"ACME"');
    storage.setItem(nameOfDraft('correction', { user: 'ada', item: 'r1' }), '"Good morning"');
    storage.setItem(bobs, '"Good night"');
    storage.setItem('tl.views ada l1', '[]');
    storage.setItem('theme', 'dark');
    expect(listDrafts('ada', storage)).toEqual([
      { kind: 'correction', item: 'r1' },
      { kind: 'fields', item: 'd1' },
    ]);
    expect(listDrafts('eve', storage)).toEqual([]);
  });

  it('are deleted without those of others', () => {
    deleteDrafts('ada', listDrafts('ada', storage), storage);
    expect(listDrafts('ada', storage)).toEqual([]);
    expect(storage.getItem(bobs)).toBe('"Good night"');
    expect(storage.getItem('theme')).toBe('dark');
  });

  it('are none if the browser blocks its storage', () => {
    const blocked = {
      get length(): number {
        throw new Error('SecurityError');
      },
      key: () => null,
    };
    expect(listDrafts('ada', blocked)).toEqual([]);
    expect(listDrafts('ada', undefined)).toEqual([]);
  });
});
