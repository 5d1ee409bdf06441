import { createDraft, setLeftOut, rebase, setRowText } from './correction-draft.js';
import { CorrectionDrafts } from './draft-store.js';

const transcript = {
  version: 'a',
  segments: [
    { id: 0, start: 0, end: 1.5, text: 'good mourning' },
    { id: 4, start: 5, end: 6.5, text: 'thanks' },
  ],
};
const name = { user: 'ada', item: 'r1' };

describe('an unsaved correction', () => {
  let store: Map<string, string>;
  let drafts: CorrectionDrafts;
  const storage = () => ({
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
  });
  beforeEach(() => {
    store = new Map();
    drafts = new CorrectionDrafts(storage());
  });

  it('is restored for the same user and recording, with every change', () => {
    const draft = setLeftOut(setRowText(createDraft(transcript), 0, 'Good morning'), 4, true);
    expect(drafts.keep(name, draft)).toBe(true);
    const found = new CorrectionDrafts(storage()).find(name);
    expect(found === undefined ? undefined : rebase(found, transcript)).toEqual(draft);
    expect(drafts.find({ ...name, user: 'bob' })).toBeUndefined();
    expect(drafts.find({ ...name, item: 'r2' })).toBeUndefined();
  });

  it('is removed once it is saved, discarded or unchanged again', () => {
    const draft = setRowText(createDraft(transcript), 0, 'Good morning');
    drafts.keep(name, draft);
    drafts.keep(name, setRowText(draft, 0, 'good mourning'));
    expect(drafts.find(name)).toBeUndefined();
    drafts.keep(name, draft);
    drafts.forget(name);
    expect(store.size).toBe(0);
  });

  it('reports if it cannot be stored, and ignores invalid stored data', () => {
    const draft = setRowText(createDraft(transcript), 0, 'Good morning');
    const full = (): never => {
      throw new Error('QuotaExceededError');
    };
    expect(new CorrectionDrafts({ ...storage(), setItem: full }).keep(name, draft)).toBe(false);
    expect(new CorrectionDrafts(undefined).keep(name, draft)).toBe(false);
    expect(new CorrectionDrafts({ ...storage(), getItem: full }).find(name)).toBeUndefined();
    for (const text of ['{', '{}', '{"version":"a","at":"x","lost":[],"rows":[{}]}']) {
      store.set('correction ada r1', text);
      expect(drafts.find(name)).toBeUndefined();
    }
  });
});
