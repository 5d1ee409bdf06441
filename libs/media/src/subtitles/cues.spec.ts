import fc from 'fast-check';
import type { SpokenWord, TranscriptWord } from '../transcript/transcript.js';
import { countCharacters, renderTurn, rules, type Cue } from './cue.js';
import { buildCues } from './cues.js';

const say = (text: string, more: { start?: number; each?: number; gap?: number } = {}): TranscriptWord[] => {
  const { start = 0, each = 0.3, gap = 0.05 } = more;
  return text.split(' ').map((word, index) => {
    const at = start + index * (each + gap);
    return { word, start: at, end: at + each, confidence: 1 };
  });
};

const textOf = (cues: readonly Cue[]): string[] => cues.map(({ lines }) => lines.join(' '));

/** Speech as engines return it: fast and slow, with pauses, without gaps, with words of every length. */
const speech = fc
  .array(
    fc.record({
      length: fc.integer({ min: 1, max: 14 }),
      seconds: fc.double({ min: 0.05, max: 1.2, noNaN: true }),
      gap: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.4, noNaN: true }), fc.double({ min: 0.5, max: 4, noNaN: true })),
    }),
    { maxLength: 150 },
  )
  .map((parts) => {
    let at = 0;
    return parts.map(({ length, seconds, gap }, index): TranscriptWord => {
      const start = at + gap;
      at = start + seconds;
      return { word: `${index}`.padEnd(length, 'x'), start, end: at, confidence: 0.9 };
    });
  });

const durationOf = ({ startMs, endMs }: Cue): number => endMs - startMs;
/** Returns the free time between a cue and its neighbours, beyond the minimum gap. */
const free = (cues: readonly Cue[], index: number): { before: number; after: number } => {
  const cue = cues[index];
  if (cue === undefined) return { before: 0, after: 0 };
  return {
    before: cue.startMs - ((cues[index - 1]?.endMs ?? -rules.gapMs) + rules.gapMs),
    after: (cues[index + 1]?.startMs ?? Number.POSITIVE_INFINITY) - rules.gapMs - cue.endMs,
  };
};

describe('buildCues', () => {
  it('returns no cue without words', () => {
    expect(buildCues([])).toEqual([]);
  });

  it('shows every word once, in order', () => {
    fc.assert(
      fc.property(speech, (words) => {
        expect(textOf(buildCues(words)).join(' ')).toBe(words.map(({ word }) => word).join(' '));
      }),
    );
  });

  it('limits a cue to two lines of 42 characters and seven seconds', () => {
    fc.assert(
      fc.property(speech, (words) => {
        for (const cue of buildCues(words)) {
          expect(cue.lines.length).toBeLessThanOrEqual(2);
          for (const line of cue.lines) expect(countCharacters(line)).toBeLessThanOrEqual(42);
          expect(durationOf(cue)).toBeLessThanOrEqual(7_000);
        }
      }),
    );
  });

  it('shows no words of two speakers in one cue, every word once, and leaves room for the name of each turn', () => {
    const speakers = fc.array(fc.constantFrom('Anna', 'Bo', undefined), { minLength: 150, maxLength: 150 });
    fc.assert(
      fc.property(speech, speakers, (words, who) => {
        const spoken = words.map((word, index): SpokenWord => {
          // Turns of four words.
          const speaker = who[Math.floor(index / 4)];
          return speaker === undefined ? word : { ...word, speaker };
        });
        const cues = buildCues(spoken);
        expect(textOf(cues).join(' ')).toBe(words.map(({ word }) => word).join(' '));
        const of = new Map(spoken.map(({ word, speaker }) => [word, speaker]));
        for (const [index, { lines, speaker }] of cues.entries()) {
          for (const word of lines.join(' ').split(' ')) expect(of.get(word)).toBe(speaker);
          const name = speaker === undefined || speaker === cues[index - 1]?.speaker ? '' : renderTurn(speaker);
          expect(countCharacters(`${name}${lines[0] ?? ''}`)).toBeLessThanOrEqual(rules.lineLength);
        }
      }),
    );
  });

  it('loses no word after a name that is longer than a line', () => {
    const spoken = say('a few words, and one more').map((word) => ({ ...word, speaker: 'x'.repeat(100) }));
    expect(textOf(buildCues(spoken)).join(' ')).toBe('a few words, and one more');
    const long = say('y'.repeat(42)).map((word) => ({ ...word, speaker: 'x'.repeat(100) }));
    expect(textOf(buildCues(long)).join(' ')).toBe('y'.repeat(42));
  });

  it('leaves two frames between cues', () => {
    fc.assert(
      fc.property(speech, (words) => {
        const cues = buildCues(words);
        for (const [index, cue] of cues.entries()) {
          expect(durationOf(cue)).toBeGreaterThan(0);
          expect(Number.isInteger(cue.startMs) && Number.isInteger(cue.endMs)).toBe(true);
          const next = cues[index + 1];
          if (next) expect(next.startMs - cue.endMs).toBeGreaterThanOrEqual(80);
        }
      }),
    );
  });

  it('shows a cue for at least a second, and as long as reading takes, if its neighbours leave the time', () => {
    fc.assert(
      fc.property(speech, (words) => {
        const cues = buildCues(words);
        for (const [index, cue] of cues.entries()) {
          const reading = (countCharacters(cue.lines.join(' ')) / 20) * 1_000;
          const { before, after } = free(cues, index);
          if (durationOf(cue) < rules.minMs) expect([before, after]).toEqual([0, 0]);
          if (durationOf(cue) < Math.min(reading, rules.maxMs)) expect(after).toBe(0);
        }
      }),
    );
  });

  it('never spans a pause', () => {
    const sentences = fc.array(
      fc.record({ words: fc.integer({ min: 3, max: 40 }), pause: fc.double({ min: 0.7, max: 5, noNaN: true }) }),
    );
    fc.assert(
      fc.property(sentences, (given) => {
        let at = 0;
        const words = given.flatMap(({ words: count, pause }, index) => {
          const spoken = say(Array.from({ length: count }, () => `s${index}`).join(' '), { start: at + pause });
          at = spoken.at(-1)?.end ?? at;
          return spoken;
        });
        for (const text of textOf(buildCues(words))) expect(new Set(text.split(' ')).size).toBe(1);
      }),
    );
  });

  it('merges a word between two pauses with its neighbour if it would be shown too briefly', () => {
    const words = [...say('what do you think'), ...say('yes', { start: 1.9 }), ...say('we can begin now then', { start: 2.7 })];
    expect(textOf(buildCues(words))).toEqual(['what do you think yes', 'we can begin now then']);
  });

  it('begins a cue with its first word', () => {
    const cues = buildCues([...say('good morning everybody', { start: 2 }), ...say('this is the second sentence', { start: 6 })]);
    expect(cues.map(({ startMs }) => startMs)).toEqual([2_000, 6_000]);
    expect(textOf(cues)).toEqual(['good morning everybody', 'this is the second sentence']);
  });

  it('divides long speech at the ends of sentences', () => {
    const text = 'We will talk about the plan for the coming year. After that there will be time for all of your questions.';
    expect(textOf(buildCues(say(text)))).toEqual([
      'We will talk about the plan for the coming year.',
      'After that there will be time for all of your questions.',
    ]);
  });

  it('balances two lines', () => {
    const [cue] = buildCues(say('the quick brown fox jumps over the lazy dog in the garden', { each: 0.2 }));
    expect(cue?.lines).toEqual(['the quick brown fox jumps over', 'the lazy dog in the garden']);
  });

  it('keeps the last cue inside the recording', () => {
    expect(buildCues(say('the end', { start: 9.5 }), 10).at(-1)?.endMs).toBe(10_000);
  });

  it.each([
    ['flags and families', [{ word: '👨‍👩‍👧‍👦🇫🇷'.repeat(40), start: 0, end: 2, confidence: 1 }]],
    [
      'words with the same time',
      Array.from({ length: 50 }, (_, index) => ({ word: `w${index}`, start: 1, end: 1, confidence: 1 })),
    ],
    ['time that runs backwards', say('one two three four').reverse()],
    ['a word longer than a line', [{ word: 'x'.repeat(200), start: 0, end: 2, confidence: 1 }]],
    ['a word that lasts a minute', [{ word: 'om', start: 0, end: 60, confidence: 1 }]],
    ['line breaks inside words', [{ word: 'two\n\nwords\u0000', start: 0, end: 2, confidence: 1 }]],
    ['times that are not numbers', [{ word: 'lost', start: Number.NaN, end: 2, confidence: 1 }]],
  ])('handles %s', (_, words) => {
    const cues = buildCues(words);
    for (const [index, cue] of cues.entries()) {
      expect(cue.endMs).toBeGreaterThan(cue.startMs);
      expect(durationOf(cue)).toBeLessThanOrEqual(7_000);
      expect(cue.startMs).toBeGreaterThanOrEqual((cues[index - 1]?.endMs ?? -80) + 80);
      for (const line of cue.lines) expect(countCharacters(line)).toBeLessThanOrEqual(42);
    }
  });
});
