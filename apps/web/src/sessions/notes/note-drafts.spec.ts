import { isChangedNote, NoteDraftStore, parseNoteDrafts, setNoteDraft, settleNoteDraft } from './note-drafts.js';

const draft = { text: 'A note', second: 846, version: 1 };

describe('the drafts of notes', () => {
  it('are kept for each note, and removed once they are saved', () => {
    const both = setNoteDraft(setNoteDraft({}, 'a', draft), 'new', { ...draft, second: null, version: 0 });
    expect(Object.keys(both)).toEqual(['a', 'new']);
    expect(setNoteDraft(both, 'a', undefined)).toEqual({ new: { text: 'A note', second: null, version: 0 } });
  });

  it('keep what a person types while they are saved', () => {
    const longer = { ...draft, text: 'A note, and more' };
    expect(settleNoteDraft({ a: draft }, 'a', draft)).toEqual({});
    expect(settleNoteDraft({ a: longer }, 'a', draft)).toEqual({ a: { ...longer, version: 2 } });
    const added = { ...draft, version: 0 };
    expect(settleNoteDraft({ new: { ...longer, version: 0 } }, 'new', added)).toEqual({ new: { ...longer, version: 0 } });
  });

  it('are read without damaged ones', () => {
    const damaged = { b: { ...draft, text: 5 }, c: null, d: { ...draft, second: 'soon' }, e: { ...draft, version: 0.5 } };
    expect(parseNoteDrafts({ a: draft, ...damaged })).toEqual({ a: draft });
    expect(parseNoteDrafts('a')).toBeUndefined();
  });

  it('tell a changed text or moment from one that is only open', () => {
    const note = { text: 'A note', at_seconds: 846 };
    expect(isChangedNote(draft, note)).toBe(false);
    expect(isChangedNote({ ...draft, text: 'Another' }, note)).toBe(true);
    expect(isChangedNote({ ...draft, second: null }, note)).toBe(true);
  });
});

describe('the drafts of notes in two tabs', () => {
  const key = { user: 'ada', item: 's1' };
  const openTabs = () => {
    const values = new Map<string, string>();
    const storage = {
      getItem: (name: string) => values.get(name) ?? null,
      setItem: (name: string, value: string) => void values.set(name, value),
      removeItem: (name: string) => void values.delete(name),
    };
    return [new NoteDraftStore(key, storage), new NoteDraftStore(key, storage)] as const;
  };

  it('never overwrite each other', () => {
    const [one, other] = openTabs();
    one.change((drafts) => setNoteDraft(drafts, 'a', draft));
    other.change((drafts) => setNoteDraft(drafts, 'new', { ...draft, version: 0 }));
    one.reload();
    expect(one.list()).toEqual(other.list());
    expect(Object.keys(one.list())).toEqual(['a', 'new']);
    other.change((drafts) => settleNoteDraft(drafts, 'a', draft));
    one.change((drafts) => setNoteDraft(drafts, 'b', draft));
    expect(Object.keys(one.list())).toEqual(['new', 'b']);
  });

  it('stay in their tab if the browser stores nothing, and are then no longer kept', () => {
    const tab = new NoteDraftStore(key, {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
      removeItem: () => undefined,
    });
    tab.change((drafts) => setNoteDraft(drafts, 'a', draft));
    tab.change((drafts) => setNoteDraft(drafts, 'b', draft));
    expect(tab.isKept.current).toBe(false);
    expect(Object.keys(tab.list())).toEqual(['a', 'b']);
  });
});
