import { isChangedNote, parseNoteDrafts, setNoteDraft, settleNoteDraft } from './note-drafts.js';

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
