import { DraftStore } from '../../drafts/draft-store.js';
import { listChanged, parseDrafts } from './field-drafts.js';

const sender = { typed: 'ACME Ltd', before: 'ACME' };

describe('unsaved texts of fields', () => {
  it('are those that differ from the value that the edit began with', () => {
    expect(listChanged({ sender, type: { typed: 'letter ', before: 'letter' } })).toEqual([['sender', sender]]);
  });

  it('come back from the storage, without what an earlier release or a defect has left there', () => {
    const storage = new Map<string, string>();
    const drafts = new DraftStore('fields', parseDrafts, {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    });
    const key = { user: 'ada', item: 'd1' };
    drafts.keep(key, { sender, tags: { typed: ['a'], before: [] } });
    expect(drafts.find(key)).toEqual({ sender, tags: { typed: ['a'], before: [] } });
    expect(drafts.find({ ...key, user: 'bob' })).toBeUndefined();
    for (const [name] of storage) storage.set(name, JSON.stringify({ sender, colour: sender, type: { typed: 3 }, date: null }));
    expect(drafts.find(key)).toEqual({ sender });
    for (const [name] of storage) storage.set(name, 'null');
    expect(drafts.find(key)).toBeUndefined();
  });
});
