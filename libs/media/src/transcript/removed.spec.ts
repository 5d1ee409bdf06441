import fc from 'fast-check';
import { segmentWords } from '../speech/segments.js';
import type { Transcript, TranscriptWord } from './transcript.js';
import { carryCorrections } from './carry.js';
import { correctTranscript, type CorrectedSegment } from './correct.js';
import { parseTranscriptJson } from './parse.js';
import { renderTranscriptJson, renderTranscriptText } from './render.js';

const WORD_SECONDS = 0.4;

/** Hears one passage for each text, two seconds apart. */
function transcriptOf(texts: readonly string[], shift = 0): Transcript {
  const words: TranscriptWord[] = [];
  let at = 1;
  for (const text of texts) {
    for (const word of text.split(' ').filter(Boolean)) {
      words.push({ word, start: at + shift, end: at + shift + WORD_SECONDS - 0.05, confidence: 0.8 });
      at += WORD_SECONDS;
    }
    at += 2;
  }
  const facts = { engine: 'spec', model: 'm', language: 'en', quality: 'draft', notes: [], meanConfidence: 0.8 } as const;
  return { ...facts, durationSeconds: 600, segments: segmentWords(words), words };
}

const correction = { id: '6e2f4d63-8b2c-5d3e-9f40-5b6c7d8e9f01', basis: '9f86d081884c7d65' };
const correct = (before: Transcript, segments: readonly CorrectedSegment[]): Transcript =>
  correctTranscript(before, segments, correction);
const remove = (before: Transcript, texts: readonly string[]): Transcript =>
  correct(
    before,
    before.segments.filter(({ text }) => !texts.includes(text)),
  );
const textsOf = ({ segments }: Transcript): readonly string[] => segments.map(({ text }) => text);
const carry = (corrected: Transcript, heard: Transcript): Transcript => carryCorrections(corrected, heard)?.transcript ?? heard;

const SAID = ['good morning everybody', 'my number is five five', 'thanks for coming'] as const;
const [FIRST, NUMBER, LAST] = SAID;
const shortened = remove(transcriptOf(SAID), [NUMBER]);

describe('a removed passage', () => {
  it('is recorded by its times only, in a file that is read back and that earlier readers accept', () => {
    expect(shortened.removed).toEqual([{ start: expect.closeTo(4.2) as number, end: expect.closeTo(6.15) as number }]);
    expect(renderTranscriptJson(shortened)).not.toContain('number');
    expect(parseTranscriptJson(renderTranscriptJson(shortened))).toEqual(shortened);
    const { removed: _removed, ...older } = shortened;
    expect(parseTranscriptJson(renderTranscriptJson(older))).toEqual(older);
  });

  it('stays removed when an engine transcribes again, whatever it hears there', () => {
    for (const again of [NUMBER, 'by lumber is fife five'])
      for (const shift of [-0.15, 0, 0.15]) {
        const carried = carryCorrections(shortened, transcriptOf([FIRST, again, LAST], shift));
        expect(carried).toMatchObject({ carried: 0, conflicts: 0, removed: 1 });
        expect(carried && textsOf(carried.transcript)).toEqual([FIRST, LAST]);
        expect(carried?.transcript.removed).toEqual([
          { start: expect.closeTo(4.2 + shift) as number, end: expect.closeTo(6.15 + shift) as number },
        ]);
        expect(carried && renderTranscriptText(carried.transcript)).not.toContain('number');
      }
  });

  it('stays removed when each engine times the words a little later than the one before', () => {
    const short = ['good morning everybody', 'yes', 'thanks for coming'] as const;
    let newest = remove(transcriptOf(short, -0.15), ['yes']);
    for (const shift of [0, 0.15, 0.3, 0.45]) newest = carry(newest, transcriptOf(short, shift));
    expect(textsOf(newest)).toEqual([short[0], short[2]]);
  });

  it('divides a longer passage of the new engine', () => {
    const { words } = transcriptOf(SAID);
    const one = { id: 0, start: 1, end: 9, text: SAID.join(' '), confidence: 0.8 };
    const { segments } = carry(shortened, { ...transcriptOf(SAID), words, segments: [one] });
    expect(segments.map(({ id, text }) => [id, text])).toEqual([
      [0, FIRST],
      [1, LAST],
    ]);
    expect(segments[0]?.end).toBeLessThan(4.2);
    expect(segments[1]?.start).toBeGreaterThan(6.15);
  });

  it('ends at the words beside it, although the new engine times all words later or earlier', () => {
    const divided = (shift: number): Transcript => {
      const heard = transcriptOf(['so we call my number now please'], shift);
      const part = (id: number, from: number, to: number) => {
        const words = heard.words.slice(from, to);
        const [start, end] = [words[0]?.start ?? 0, words.at(-1)?.end ?? 0];
        return { id, start, end, text: words.map(({ word }) => word).join(' '), confidence: 0.8 };
      };
      return { ...heard, segments: [part(0, 0, 3), part(1, 3, 5), part(2, 5, 7)] };
    };
    const without = remove(divided(0), ['my number']);
    for (const shift of [-0.35, 0, 0.35]) expect(textsOf(carry(without, divided(shift)))).toEqual(['so we call', 'now please']);
  });

  it('comes back when a person adds a passage at its place, also in a restored version', () => {
    const added = { start: 4.2, end: 6.15, text: 'My number is 55.' };
    const [first, last] = shortened.segments;
    if (first === undefined || last === undefined) throw new Error('two passages stay');
    expect(correct(shortened, [first, added, last])).not.toHaveProperty('removed');
    const restored = correct(
      shortened,
      transcriptOf(SAID).segments.map(({ start, end, text }) => ({ start, end, text })),
    );
    expect(restored).not.toHaveProperty('removed');
    expect(textsOf(carry(restored, transcriptOf(SAID)))).toEqual(SAID);
  });

  it('stays on record when other passages are corrected or removed later', () => {
    const heard = carry(shortened, transcriptOf(SAID, 0.1));
    const later = remove(heard, [LAST]);
    expect(later.removed).toHaveLength(2);
    expect(textsOf(carry(later, transcriptOf(SAID)))).toEqual([FIRST]);
  });

  it('is not recorded if the engine had heard nothing there', () => {
    const [first] = transcriptOf([FIRST]).segments;
    if (first === undefined) throw new Error('there is a passage');
    const inserted = correct(transcriptOf([FIRST]), [first, { start: 20, end: 21, text: 'Applause' }]);
    const carried = carry(inserted, transcriptOf([FIRST]));
    expect(textsOf(carried)).toEqual([FIRST, 'Applause']);
    expect(remove(carried, ['Applause'])).not.toHaveProperty('removed');
  });

  it('is not recorded if a person had inserted it, before any later transcription', () => {
    const [first] = transcriptOf([FIRST]).segments;
    if (first === undefined) throw new Error('there is a passage');
    const inserted = correct(transcriptOf([FIRST]), [first, { start: 20, end: 21, text: 'Applause' }]);
    expect(inserted.segments[1]).toMatchObject({ text: 'Applause', heard: '' });
    expect(remove(inserted, ['Applause'])).not.toHaveProperty('removed');
    const rewritten = correct(inserted, [first, { start: 20, end: 21, text: 'Loud applause' }]);
    expect(remove(rewritten, ['Loud applause'])).not.toHaveProperty('removed');
  });

  it('is recorded again if a person had restored it, or divided another passage', () => {
    const [first, last] = shortened.segments;
    if (first === undefined || last === undefined) throw new Error('two passages stay');
    const restored = correct(shortened, [first, { start: 4.2, end: 6.15, text: NUMBER }, last]);
    expect(restored.segments[1]).not.toHaveProperty('heard');
    expect(textsOf(carry(remove(restored, [NUMBER]), transcriptOf(SAID)))).toEqual([FIRST, LAST]);
    const divided = correct(transcriptOf([NUMBER]), [
      { id: 0, start: 1, end: 2.2, text: 'my number is' },
      { start: 2.2, end: 2.95, text: 'five five' },
    ]);
    expect(remove(divided, ['five five']).removed).toEqual([{ start: 2.2, end: 2.95 }]);
  });

  it('stays removed, and nothing else is lost, whatever the order of corrections and transcriptions', () => {
    const phrase = (letter: string): fc.Arbitrary<string> =>
      fc
        .array(fc.nat(5), { minLength: 1, maxLength: 5 })
        .map((words) => words.map((word) => `${letter}${String(word)}`).join(' '));
    const action = fc.record({
      kind: fc.constantFrom('hear' as const, 'remove' as const, 'write' as const),
      at: fc.nat(30),
      shift: fc.double({ min: -0.15, max: 0.15, noNaN: true }),
      text: phrase('w'),
    });
    const act = (kind: 'hear' | 'remove' | 'write', at = 0, shift = 0) => ({ kind, at, shift, text: 'w0' });
    const countWords = (texts: readonly (string | undefined)[]): number =>
      texts.reduce((count, text) => count + (text?.split(' ').length ?? 0), 0);
    fc.assert(
      fc.property(
        // Equal passages cannot be told apart, so a correction may move between them.
        fc.uniqueArray(phrase('h'), { minLength: 3, maxLength: 10 }),
        fc.array(action, { maxLength: 12 }),
        (texts, actions) => {
          // The passages as people want them: undefined where one was removed.
          const wanted: (string | undefined)[] = [...texts];
          const original = transcriptOf(texts);
          let [newest, current] = [original, original];
          for (const { kind, at, shift, text } of actions) {
            const left = wanted.flatMap((one, index) => (one === undefined ? [] : [index]));
            const chosen = left[at % left.length] ?? 0;
            if (kind === 'hear') current = carry(newest, transcriptOf(texts, shift));
            else if (kind === 'write' || left.length > 2) {
              wanted[chosen] = kind === 'write' ? text : undefined;
              const place = left.indexOf(chosen);
              newest = correct(
                current,
                current.segments.flatMap((one, index) => (index !== place ? [one] : kind === 'write' ? [{ ...one, text }] : [])),
              );
              current = newest;
            }
            // Most passages or words rewritten: texts without common words are not compared, as carry.spec.ts shows.
            const unchanged = wanted.filter((one, index) => one === texts[index]);
            if (unchanged.length < texts.length / 2 || countWords(unchanged) < countWords(wanted) / 2) return;
            expect(textsOf(current)).toEqual(wanted.filter((one) => one !== undefined));
            expect(current.words.map(({ word }) => word).join(' ')).toBe(textsOf(current).join(' '));
          }
        },
      ),
      {
        examples: [
          [
            ['h0', 'h1', 'h2', 'h3'],
            [act('hear', 0, -0.025), act('remove'), act('hear', 0, 0.15), act('remove'), act('hear')],
          ],
          [
            ['h0', 'h1', 'h2'],
            [act('hear', 0, -0.025), act('write'), act('hear', 0, 0.15)],
          ],
        ],
      },
    );
  });
});
