import { DraftStore } from './draft-store.js';
import { deleteDrafts, listDrafts } from './unsaved-drafts.js';

class MemoryStorage {
  readonly values = new Map<string, string>();
  get length(): number {
    return this.values.size;
  }
  key(index: number): string | null {
    return [...this.values.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
  removeItem(key: string): void {
    this.values.delete(key);
  }
}

const asText = (stored: unknown): string | undefined => (typeof stored === 'string' ? stored : undefined);

describe('the unsaved drafts of a person', () => {
  const storage = new MemoryStorage();
  const fields = new DraftStore('fields', asText, storage);
  const corrections = new DraftStore('correction', asText, storage);

  it('are all that the browser keeps for this person, and nothing else that it keeps', () => {
    fields.keep({ user: 'ada', item: 'd1' }, 'ACME');
    corrections.keep({ user: 'ada', item: 'r1' }, 'Good morning');
    corrections.keep({ user: 'bob', item: 'r2' }, 'Good night');
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
    expect(corrections.find({ user: 'bob', item: 'r2' })).toBe('Good night');
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
