import type { Segment } from '@throughline/api-client';
import {
  chooseSide,
  compareTranscripts,
  isComparable,
  isDifferent,
  joinText,
  keyOf,
  markDifferences,
  mergeChoices,
  type ComparedLine,
} from './compare-transcripts.js';

const segment = (id: number, start: number, end: number, text: string, more: Partial<Segment> = {}): Segment => ({
  id,
  start,
  end,
  text,
  ...more,
});
const before = {
  segments: [
    segment(0, 0, 4, 'Good mourning everybody.'),
    segment(1, 4, 8, 'The map scales.', { corrected: true }),
    segment(2, 8, 12, 'Thanks for coming.'),
    segment(3, 14, 16, 'Goodbye.'),
  ],
};
const after = {
  segments: [
    segment(0, 0.2, 4.1, 'Good morning everybody.'),
    segment(1, 4.1, 6, 'The map'),
    segment(2, 6, 8, 'sails.'),
    segment(3, 8.1, 12, 'Thanks for coming.'),
    segment(4, 20, 22, 'Invented.'),
  ],
};
const lines = compareTranscripts(before, after);
const texts = ({ before: old, after: now }: ComparedLine): readonly string[] => [joinText(old), joinText(now)];

describe('two versions of a transcript', () => {
  it('differ only in the lines with other words, however they are divided', () => {
    expect(lines.filter(isDifferent).map(texts)).toEqual([
      ['Good mourning everybody.', 'Good morning everybody.'],
      ['The map scales.', 'The map sails.'],
      ['Goodbye.', ''],
      ['', 'Invented.'],
    ]);
  });

  it('are equal if only the division of the words differs', () => {
    const divided = {
      segments: [segment(0, 0, 2, 'Good mourning'), segment(1, 2, 4, 'everybody.'), ...before.segments.slice(1)],
    };
    expect(compareTranscripts(before, divided).filter(isDifferent)).toEqual([]);
  });

  it('keep the words of the person, and otherwise take the newer ones', () => {
    expect(lines.filter(isDifferent).map(chooseSide)).toEqual(['after', 'before', 'after', 'after']);
  });

  it('keep the newer words if a person wrote both', () => {
    const written = [segment(1, 4, 8, 'The map scales.', { corrected: true })];
    expect(chooseSide({ before: written, after: [segment(1, 4, 8, 'The map squares.', { corrected: true })] })).toBe('after');
  });

  it('have the same keys after both were read again', () => {
    expect(compareTranscripts(structuredClone(before), structuredClone(after)).map(keyOf)).toEqual(lines.map(keyOf));
    expect(new Set(lines.map(keyOf)).size).toBe(lines.length);
  });

  it('become one, with the ids of passages that stay', () => {
    expect(mergeChoices(lines, chooseSide)).toEqual([
      { id: 0, start: 0.2, end: 4.1, text: 'Good morning everybody.' },
      { start: 4, end: 8, text: 'The map scales.' },
      { id: 3, start: 8.1, end: 12, text: 'Thanks for coming.' },
      { id: 4, start: 20, end: 22, text: 'Invented.' },
    ]);
    expect(mergeChoices(lines, () => 'before')).toEqual([
      { id: 0, start: 0.2, end: 4.1, text: 'Good mourning everybody.' },
      { start: 4, end: 8, text: 'The map scales.' },
      { id: 3, start: 8.1, end: 12, text: 'Thanks for coming.' },
      { start: 14, end: 16, text: 'Goodbye.' },
    ]);
  });

  it('cannot be compared if the recording was trimmed differently', () => {
    expect(isComparable({ duration: 60 }, { duration: 60.4 })).toBe(true);
    expect(isComparable({ duration: 60 }, { duration: 58 })).toBe(false);
  });

  it('mark the words that only one has', () => {
    expect(markDifferences('Today I want one number.', 'Today I want just one number.')).toEqual({
      before: [{ text: 'Today I want one number.', isChanged: false }],
      after: [
        { text: 'Today I want', isChanged: false },
        { text: 'just', isChanged: true },
        { text: 'one number.', isChanged: false },
      ],
    });
    expect(markDifferences('', 'new')).toEqual({ before: [], after: [{ text: 'new', isChanged: true }] });
  });
});
