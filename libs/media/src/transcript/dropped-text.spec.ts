import fc from 'fast-check';
import { countDroppedWords, joinDropped, sift, type DroppedText } from './dropped-text.js';

const dropped = (start: number, end: number, reason: DroppedText['reason'] = 'repeated'): DroppedText => ({
  start,
  end,
  words: 1,
  reason,
});

describe('joinDropped', () => {
  it('joins neighbours of one reason, unless a kept word is between them', () => {
    expect(joinDropped([dropped(4, 5), dropped(1, 2), dropped(2.5, 3)], [{ start: 3.5, end: 3.8 }])).toEqual([
      { start: 1, end: 3, words: 2, reason: 'repeated' },
      dropped(4, 5),
    ]);
    expect(joinDropped([dropped(1, 2), dropped(2, 3, 'silence')], [])).toHaveLength(2);
  });

  it('returns the same for every order, and loses no word', () => {
    const second = fc.integer({ min: 0, max: 30 });
    const reason = fc.constantFrom('repeated' as const, 'silence' as const);
    // Stretches do not begin at the same time: a word is left out once.
    const stretches = fc.uniqueArray(
      fc.record({ start: second, words: fc.integer({ min: 1, max: 5 }), reason }).map((one) => ({ ...one, end: one.start + 1 })),
      { selector: ({ start }) => start },
    );
    const scattered = stretches.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(scattered, fc.array(second), ([all, shuffled], starts) => {
        const kept = [...starts].sort((a, b) => a - b).map((start) => ({ start, end: start + 1 }));
        const joined = joinDropped(all, kept);
        expect(joinDropped(shuffled, kept)).toEqual(joined);
        expect(countDroppedWords(joined)).toBe(countDroppedWords(all));
      }),
    );
  });
});

describe('sift', () => {
  it('makes one stretch of neighbouring words', () => {
    const words = ['a', 'b', 'c', 'd'].map((word, at) => ({ word, start: at, end: at + 1 }));
    const { words: kept, dropped: out } = sift(words, ({ word }) => word === 'c', 'no-speech');
    expect(kept.map(({ word }) => word)).toEqual(['c']);
    expect(out).toEqual([
      { start: 0, end: 2, words: 2, reason: 'no-speech' },
      { start: 3, end: 4, words: 1, reason: 'no-speech' },
    ]);
  });
});
