import { createDraft, isChanged, isEmpty, setLeftOut, toCorrectedSegments, rebase, setRowText } from './correction-draft.js';

const segments = [
  { id: 0, start: 0, end: 1.5, text: ' good mourning' },
  { id: 4, start: 5, end: 6.5, text: 'thanks' },
];
const draft = createDraft({ version: 'a', segments });

describe('the draft of a correction', () => {
  it('is unchanged until its text differs in more than white space', () => {
    expect(isChanged(draft)).toBe(false);
    expect(isChanged(setRowText(draft, 0, 'good mourning '))).toBe(false);
    const changed = setRowText(draft, 0, 'Good morning');
    expect(isChanged(changed)).toBe(true);
    expect(isChanged(setRowText(changed, 0, 'good mourning'))).toBe(false);
  });

  it('is sent with the original times, one line for each passage', () => {
    expect(toCorrectedSegments(setRowText(draft, 0, 'Good\nmorning'))).toEqual([
      { id: 0, start: 0, end: 1.5, text: 'Good morning' },
      { id: 4, start: 5, end: 6.5, text: 'thanks' },
    ]);
  });

  it('omits removed and empty passages, and knows when nothing remains', () => {
    const without = setLeftOut(draft, 4, true);
    expect(toCorrectedSegments(without).map(({ id }) => id)).toEqual([0]);
    expect(isEmpty(without)).toBe(false);
    expect(isEmpty(setRowText(without, 0, ' '))).toBe(true);
    expect(isChanged(setLeftOut(without, 4, false))).toBe(false);
  });

  it('is rebased on a newer version, and shows conflicting texts of both users', () => {
    const mine = setRowText(setRowText(draft, 0, 'Good morning'), 4, 'Thanks.');
    const theirs = [
      { id: 0, start: 0, end: 1.5, text: 'good moaning' },
      { id: 7, start: 8, end: 9, text: 'new' },
    ];
    const after = rebase(mine, { version: 'b', segments: theirs });
    expect(after.version).toBe('b');
    expect(after.rows.map(({ id, text, theirs: other }) => [id, text, other])).toEqual([
      [0, 'Good morning', 'good moaning'],
      [7, 'new', undefined],
    ]);
    expect(after.lost).toEqual(['Thanks.']);
  });

  it('takes untouched passages from the newer version', () => {
    const now = segments.map((segment) => (segment.id === 4 ? { ...segment, text: 'Thanks a lot' } : segment));
    const after = rebase(setRowText(draft, 0, 'Good morning'), { version: 'b', segments: now });
    expect(after.rows.map(({ text, theirs }) => [text, theirs])).toEqual([
      ['Good morning', undefined],
      ['Thanks a lot', undefined],
    ]);
  });
});
