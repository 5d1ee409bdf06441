import { parseNoteDrafts, setNoteDraft } from './note-drafts.js';

const draft = { text: 'A note', second: 846, version: 1 };

describe('the drafts of notes', () => {
  it('are kept for each note, and removed once they are saved', () => {
    const both = setNoteDraft(setNoteDraft({}, 'a', draft), 'new', { ...draft, second: null, version: 0 });
    expect(Object.keys(both)).toEqual(['a', 'new']);
    expect(setNoteDraft(both, 'a', undefined)).toEqual({ new: { text: 'A note', second: null, version: 0 } });
  });

  it('are read without damaged ones', () => {
    const damaged = { b: { ...draft, text: 5 }, c: null, d: { ...draft, second: 'soon' }, e: { ...draft, version: 0.5 } };
    expect(parseNoteDrafts({ a: draft, ...damaged })).toEqual({ a: draft });
    expect(parseNoteDrafts('a')).toBeUndefined();
  });
});
