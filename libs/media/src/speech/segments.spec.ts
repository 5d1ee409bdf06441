import fc from 'fast-check';
import { segmentWords, dropDoubtful } from './segments.js';
import type { TranscriptWord } from '../transcript/transcript.js';

const word = (text: string, start: number, end: number): TranscriptWord => ({ word: text, start, end, confidence: 0.5 });

/** Words with gaps, as engines return them. */
const anyWords = fc
  .array(
    fc.record({ gap: fc.double({ min: 0, max: 2, noNaN: true }), length: fc.double({ min: 0.05, max: 1.5, noNaN: true }) }),
    { maxLength: 120 },
  )
  .map((parts) => {
    let at = 0;
    return parts.map(({ gap, length }, index) => {
      const start = at + gap;
      at = start + length;
      return word(`w${index}`, start, at);
    });
  });

describe('segmentWords', () => {
  it('returns no segment without words', () => {
    expect(segmentWords([])).toEqual([]);
  });

  it('begins a segment after a pause', () => {
    const words = [word('good', 0, 0.4), word('morning', 0.5, 1), word('today', 1.6, 2)];
    expect(segmentWords(words).map(({ id, text, start, end }) => ({ id, text, start, end }))).toEqual([
      { id: 0, text: 'good morning', start: 0, end: 1 },
      { id: 1, text: 'today', start: 1.6, end: 2 },
    ]);
  });

  it('begins a segment where the speaker changes', () => {
    const words = ['A', 'A', 'B', undefined].map((speaker, at) => ({
      ...word(`w${at}`, at, at + 1),
      ...(speaker === undefined ? {} : { speaker }),
    }));
    expect(segmentWords(words).map(({ text, speaker }) => [text, speaker])).toEqual([
      ['w0 w1', 'A'],
      ['w2', 'B'],
      ['w3', undefined],
    ]);
  });

  it('divides speech without pauses at the longest gap', () => {
    const words = Array.from({ length: 40 }, (_, index) =>
      word(`w${index}`, index * 0.3 + (index >= 18 ? 0.2 : 0), index * 0.3 + 0.29 + (index >= 18 ? 0.2 : 0)),
    );
    expect(segmentWords(words).map(({ text }) => text.split(' ').length)).toEqual([18, 22]);
  });

  it('keeps all words in order, and limits the length of segments', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        const segments = segmentWords(words);
        expect(segments.flatMap(({ text }) => (text === '' ? [] : text.split(' ')))).toEqual(words.map((each) => each.word));
        for (const { text, start, end } of segments) {
          const count = text.split(' ').length;
          expect(count).toBeLessThanOrEqual(30);
          if (count > 1) expect(end - start).toBeLessThanOrEqual(15);
        }
      }),
    );
  });
});

describe('dropDoubtful', () => {
  it('drops lone doubtful words, and keeps doubtful words in the middle of speech', () => {
    const ah = { ...word('ah', 0, 0.5), confidence: 0.1 };
    const speech = [
      word('good', 3, 3.4),
      { ...word('mourning', 3.5, 4), confidence: 0.1 },
      { ...word('to', 4, 4.2), confidence: 0.9 },
    ];
    expect(dropDoubtful([ah, ...speech]).map((each) => each.word)).toEqual(['good', 'mourning', 'to']);
  });

  it('keeps a lone word of high confidence', () => {
    expect(dropDoubtful([word('yes', 0, 0.4)])).toHaveLength(1);
  });
});
