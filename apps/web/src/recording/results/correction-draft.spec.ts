import { beginDraft, isChanged, isEmpty, leaveOut, mended, rebase, write } from './correction-draft.js';

const segments = [
  { id: 0, start: 0, end: 1.5, text: ' good mourning' },
  { id: 4, start: 5, end: 6.5, text: 'thanks' },
];
const draft = beginDraft({ version: 'a', segments });

describe('a transcript that is being corrected', () => {
  it('is unchanged until something else stands there, white space aside', () => {
    expect(isChanged(draft)).toBe(false);
    expect(isChanged(write(draft, 0, 'good mourning '))).toBe(false);
    const changed = write(draft, 0, 'Good morning');
    expect(isChanged(changed)).toBe(true);
    expect(isChanged(write(changed, 0, 'good mourning'))).toBe(false);
  });

  it('is sent with the times that it came with, one line for each passage', () => {
    expect(mended(write(draft, 0, 'Good\nmorning'))).toEqual([
      { id: 0, start: 0, end: 1.5, text: 'Good morning' },
      { id: 4, start: 5, end: 6.5, text: 'thanks' },
    ]);
  });

  it('does without passages that are left out or have no word, and knows when nothing remains', () => {
    const without = leaveOut(draft, 4, true);
    expect(mended(without).map(({ id }) => id)).toEqual([0]);
    expect(isEmpty(without)).toBe(false);
    expect(isEmpty(write(without, 0, ' '))).toBe(true);
    expect(isChanged(leaveOut(without, 4, false))).toBe(false);
  });

  it('is put on what somebody else has made meanwhile: what both have written is shown, nothing is lost without a word', () => {
    const mine = write(write(draft, 0, 'Good morning'), 4, 'Thanks.');
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

  it('takes what was not touched as it is now', () => {
    const now = segments.map((segment) => (segment.id === 4 ? { ...segment, text: 'Thanks a lot' } : segment));
    const after = rebase(write(draft, 0, 'Good morning'), { version: 'b', segments: now });
    expect(after.rows.map(({ text, theirs }) => [text, theirs])).toEqual([
      ['Good morning', undefined],
      ['Thanks a lot', undefined],
    ]);
  });
});
