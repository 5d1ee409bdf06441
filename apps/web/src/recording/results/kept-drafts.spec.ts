import { beginDraft, leaveOut, rebase, write } from './correction-draft.js';
import { KeptDrafts } from './kept-drafts.js';

const transcript = {
  version: 'a',
  segments: [
    { id: 0, start: 0, end: 1.5, text: 'good mourning' },
    { id: 4, start: 5, end: 6.5, text: 'thanks' },
  ],
};
const name = { user: 'ada', recording: 'r1' };

describe('a correction that was not saved', () => {
  let store: Map<string, string>;
  let drafts: KeptDrafts;
  const storage = () => ({
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
  });
  beforeEach(() => {
    store = new Map();
    drafts = new KeptDrafts(storage());
  });

  it('is there again for the same person and recording, with every change', () => {
    const draft = leaveOut(write(beginDraft(transcript), 0, 'Good morning'), 4, true);
    expect(drafts.keep(name, draft)).toBe(true);
    const found = new KeptDrafts(storage()).find(name);
    expect(found === undefined ? undefined : rebase(found, transcript)).toEqual(draft);
    expect(drafts.find({ ...name, user: 'bob' })).toBeUndefined();
    expect(drafts.find({ ...name, recording: 'r2' })).toBeUndefined();
  });

  it('is forgotten once it is saved, given up, or the same as before again', () => {
    const draft = write(beginDraft(transcript), 0, 'Good morning');
    drafts.keep(name, draft);
    drafts.keep(name, write(draft, 0, 'good mourning'));
    expect(drafts.find(name)).toBeUndefined();
    drafts.keep(name, draft);
    drafts.forget(name);
    expect(store.size).toBe(0);
  });

  it('says where it cannot be kept, and ignores what is no draft', () => {
    const draft = write(beginDraft(transcript), 0, 'Good morning');
    const full = (): never => {
      throw new Error('QuotaExceededError');
    };
    expect(new KeptDrafts({ ...storage(), setItem: full }).keep(name, draft)).toBe(false);
    expect(new KeptDrafts(undefined).keep(name, draft)).toBe(false);
    expect(new KeptDrafts({ ...storage(), getItem: full }).find(name)).toBeUndefined();
    for (const text of ['{', '{}', '{"version":"a","at":"x","lost":[],"rows":[{}]}']) {
      store.set('correction ada r1', text);
      expect(drafts.find(name)).toBeUndefined();
    }
  });
});
