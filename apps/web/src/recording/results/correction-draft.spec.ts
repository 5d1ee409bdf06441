import {
  countMatches,
  createDraft,
  isChanged,
  isEmpty,
  isTouched,
  rebase,
  replaceMatches,
  setLeftOut,
  setRowText,
  toCorrectedSegments,
} from './correction-draft.js';

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

describe('find and replace in a correction', () => {
  const draft = createDraft({
    version: 'v',
    segments: [
      { id: 0, start: 0, end: 1, text: 'The share of the Share' },
      { id: 1, start: 1, end: 2, text: 'nothing' },
      { id: 2, start: 2, end: 3, text: 'share' },
    ],
  });

  it('counts and replaces each match, ignoring case, and touches no other passage', () => {
    expect(countMatches(draft, 'share')).toBe(3);
    const replaced = replaceMatches(draft, 'share', 'shear $& (1)');
    expect(replaced.rows.map(({ text }) => text)).toEqual(['The shear $& (1) of the shear $& (1)', 'nothing', 'shear $& (1)']);
    expect(replaced.rows.map(isTouched)).toEqual([true, false, true]);
    expect(countMatches(replaced, 'share')).toBe(0);
  });

  it('leaves out passages that are left out, and does nothing without words', () => {
    const without = setLeftOut(draft, 2, true);
    expect(countMatches(without, 'share')).toBe(2);
    expect(replaceMatches(without, 'share', 'shear').rows[2]?.text).toBe('share');
    expect(replaceMatches(draft, '  ', 'x')).toBe(draft);
  });
});
