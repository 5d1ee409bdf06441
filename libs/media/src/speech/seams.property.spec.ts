import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import type { PlacedTranscript } from './chunk-transcript.js';
import { mergeTranscripts } from './merge.js';

const RUNS = { numRuns: testDepth.runs(500) };
const STEP = 0.25;

interface Speech {
  readonly words: readonly { readonly word: string; readonly start: number; readonly end: number }[];
  readonly durationSeconds: number;
  readonly cuts: readonly number[];
}

/** Neighbours differ, because equal words beside a cut are one word. */
const speeches: fc.Arbitrary<Speech> = fc
  .array(fc.record({ pause: fc.integer({ min: 0, max: 3 }), length: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .chain((gaps) => {
    let at = 0;
    const words = gaps.map(({ pause, length }, index) => {
      const start = at + pause * STEP;
      at = start + length * STEP;
      return { word: `word${index % 7}`, start, end: at };
    });
    const durationSeconds = at + STEP;
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: durationSeconds * 1_000 - 1 }), { maxLength: 30 });
    return cuts.map((each) => ({
      words,
      durationSeconds,
      cuts: each.map((time) => time / 1_000).sort((a, b) => a - b),
    }));
  });

/** Reports each word that lies in the chunk, at least in part, with its whole length. */
const transcribe = ({ words }: Speech, start: number, end: number): PlacedTranscript => ({
  span: { start, end },
  heard: {
    words: words
      .filter((word) => word.start < end && word.end > start)
      .map((word) => ({ word: word.word, start: word.start - start, end: word.end - start, confidence: 0.8 })),
    notes: [],
  },
});

function merge(speech: Speech, silences: readonly { start: number; end: number }[] = []): ReturnType<typeof mergeTranscripts> {
  const edges = [0, ...speech.cuts, speech.durationSeconds];
  const chunks = edges.slice(1).map((end, index) => transcribe(speech, edges[index] ?? 0, end));
  const { durationSeconds } = speech;
  return mergeTranscripts(chunks, { engine: 'e', model: 'm', quality: 'normal', language: 'en', durationSeconds, silences });
}

describe('words at the seams of chunks', () => {
  it('appear once, in order and at their time, wherever the recording is cut', () => {
    fc.assert(
      fc.property(speeches, (speech) => {
        const { words } = merge(speech);
        expect(words.map(({ word }) => word)).toEqual(speech.words.map(({ word }) => word));
        for (const [index, { start, end }] of words.entries()) {
          expect(start).toBeCloseTo(speech.words[index]?.start ?? Number.NaN, 2);
          expect(end).toBeCloseTo(speech.words[index]?.end ?? Number.NaN, 2);
        }
      }),
      RUNS,
    );
  });

  it('stay two words if the cut lies in a pause between them', () => {
    const words = ['very', 'very'].map((word, index) => ({ word, start: index * 1.5, end: index * 1.5 + 1.25 }));
    const speech = { words, durationSeconds: 3, cuts: [1.4] };
    expect(merge(speech, [{ start: 1.25, end: 1.5 }]).words).toHaveLength(2);
    expect(merge({ ...speech, cuts: [1.1] }).words.map(({ word, start, end }) => ({ word, start, end }))).toEqual(words);
  });

  it('take the text of the chunk that holds more of the word', () => {
    const chunk = (start: number, end: number, word: string, from: number): PlacedTranscript => ({
      span: { start, end },
      heard: { words: [{ word, start: from - start, end: end - start, confidence: 0.5 }], notes: [] },
    });
    const settings = { engine: 'e', model: 'm', quality: 'normal', language: 'en', durationSeconds: 2, silences: [] } as const;
    const merged = mergeTranscripts([chunk(0, 1, 'house.', 0.8), chunk(1, 2, 'House', 1)], settings);
    expect(merged.words).toEqual([{ word: 'House', start: 0.8, end: 2, confidence: 0.5 }]);
  });
});
