import fc from 'fast-check';
import { segmentWords } from '../speech/segments.js';
import type { Transcript, TranscriptWord } from './transcript.js';
import { carryCorrections } from './carry.js';
import { correctTranscript } from './correct.js';
import { parseTranscriptJson } from './parse.js';
import { renderTranscriptJson } from './render.js';

const WORD_SECONDS = 0.4;

/** One segment for each text, two seconds apart: an engine that hears `shift` seconds later than another. */
function heardAs(texts: readonly string[], { engine = 'first', shift = 0 } = {}): Transcript {
  const words: TranscriptWord[] = [];
  let at = 1 + shift;
  for (const text of texts) {
    for (const word of text.split(' ')) {
      words.push({ word, start: at, end: at + WORD_SECONDS - 0.05, confidence: 0.8 });
      at += WORD_SECONDS;
    }
    at += 2;
  }
  const segments = segmentWords(words);
  const facts = { engine, model: 'm', language: 'en', quality: 'draft', notes: [], meanConfidence: 0.8 } as const;
  return { ...facts, durationSeconds: 600, segments, words };
}

const correction = { id: '6e2f4d63-8b2c-5d3e-9f40-5b6c7d8e9f01', basis: '9f86d081884c7d65' };
const mend = (before: Transcript, texts: Readonly<Record<number, string>>): Transcript =>
  correctTranscript(
    before,
    before.segments.map(({ id, start, end, text }) => ({ id, start, end, text: texts[id] ?? text })),
    correction,
  );
const textOf = ({ segments }: Transcript): string => segments.map(({ text }) => text).join(' ');

const FIRST = ['good mourning everybody', 'we talk about boats today', 'thanks four coming'];
const mended = mend(heardAs(FIRST), { 0: 'Good morning, everybody.' });
const carry = (texts: readonly string[], from = mended): ReturnType<typeof carryCorrections> =>
  carryCorrections(from, heardAs(texts, { engine: 'second', shift: 0.1 }));

describe('carryCorrections', () => {
  it('keeps what a person wrote where the new engine makes the old mistake', () => {
    const { transcript, ...counts } = carry(['good mourning everybody', 'we talk about votes today', 'thanks for coming']) ?? {};
    expect(counts).toEqual({ carried: 1, conflicts: 0, removed: 0 });
    expect(transcript?.engine).toBe('second');
    expect(transcript?.segments.map(({ text, corrected }) => [text, corrected])).toEqual([
      ['Good morning, everybody.', true],
      ['we talk about votes today', undefined],
      ['thanks for coming', undefined],
    ]);
  });

  it('finds a short passage again when each engine times the words a little later than the one before', () => {
    const texts = ['one', 'two', 'three'];
    let newest = mend(heardAs(texts, { shift: -0.15 }), { 1: 'zwei' });
    for (const shift of [0, 0.15, 0.3, 0.45]) {
      newest = carryCorrections(newest, heardAs(texts, { engine: 'second', shift }))?.transcript ?? newest;
      expect(textOf(newest)).toBe('one zwei three');
    }
  });

  it('shows nothing where the new engine agrees with the person', () => {
    const [passage] = carry(['good morning everybody', FIRST[1] ?? '', FIRST[2] ?? ''])?.transcript.segments ?? [];
    expect(passage).toMatchObject({ text: 'Good morning, everybody.', corrected: true });
    expect(passage).not.toHaveProperty('heard');
    expect(passage).not.toHaveProperty('conflict');
  });

  it('reports no conflict with a correction of an earlier release, which does not say what the engine heard before', () => {
    const stored = { ...mended, segments: mended.segments.map(({ heard: _unknown, ...segment }) => segment) };
    const { transcript, conflicts } = carry(FIRST, stored) ?? {};
    expect(conflicts).toBe(0);
    expect(transcript?.segments[0]).toMatchObject({ text: 'Good morning, everybody.', heard: 'good mourning everybody' });
  });

  it('keeps the words of the person where both changed, and shows those of the engine', () => {
    const { transcript, conflicts } = carry(['good evening everybody', FIRST[1] ?? '', FIRST[2] ?? '']) ?? {};
    expect(conflicts).toBe(1);
    expect(transcript?.segments[0]).toMatchObject({
      text: 'Good morning, everybody.',
      heard: 'good evening everybody',
      conflict: true,
    });
    expect(transcript && parseTranscriptJson(renderTranscriptJson(transcript))).toEqual(transcript);
  });

  it('finds the place of a passage among segments of another length', () => {
    const second = heardAs(['good mourning everybody we talk about boats today', 'thanks four coming'], { shift: -0.2 });
    const { segments, words } = carryCorrections(mended, second)?.transcript ?? {};
    expect(segments?.map(({ text }) => text)).toEqual([
      'Good morning, everybody.',
      'we talk about boats today',
      'thanks four coming',
    ]);
    expect(segments?.map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(words?.map(({ word }) => word).join(' ')).toBe(segments?.map(({ text }) => text).join(' '));
  });

  it('inserts a passage where the new engine heard nothing', () => {
    const before = heardAs([...FIRST, 'any quest shuns']);
    const { transcript, conflicts } = carry(FIRST, mend(before, { 3: 'Any questions?' })) ?? {};
    expect(conflicts).toBe(1);
    expect(transcript?.segments.at(-1)).toMatchObject({ text: 'Any questions?', heard: '', conflict: true });
  });

  it.each([
    ['another cut', { ...heardAs(FIRST), durationSeconds: 590 }],
    ['another language', heardAs(['guten morgen zusammen', 'heute geht es um boote', 'danke schön'])],
    ['silence', heardAs([])],
  ])('carries nothing into %s', (_what, heard) => {
    expect(carryCorrections(mended, heard)).toBeUndefined();
  });

  it('gives a written passage the speaker whom the new engine hears there', () => {
    const heard = heardAs(FIRST, { engine: 'second' });
    const segments = heard.segments.map((segment, index) => ({ ...segment, speaker: index === 0 ? 'S2' : 'S1' }));
    const carried = carryCorrections(mended, { ...heard, segments, speakers: [{ id: 'S1' }, { id: 'S2' }] });
    expect(carried?.transcript.segments.map(({ speaker, corrected }) => [speaker, corrected])).toEqual([
      ['S2', true],
      ['S1', undefined],
      ['S1', undefined],
    ]);
    expect(carried?.transcript.speakers).toHaveLength(2);
  });

  it('carries nothing if nobody wrote anything', () => {
    expect(carryCorrections(heardAs(FIRST), heardAs(FIRST))).toBeUndefined();
  });

  it('keeps every passage in its place, and every other word, however the engines divide and time their words', () => {
    const aPhrase = (letter: string): fc.Arbitrary<readonly string[]> =>
      fc.array(fc.constantFrom(...[0, 1, 2, 3, 4, 5].map((n) => `${letter}${String(n)}`)), { minLength: 1, maxLength: 6 });
    const passage = fc.record({ heard: aPhrase('h'), written: fc.option(aPhrase('w'), { freq: 3, nil: undefined }) });
    fc.assert(
      fc.property(
        fc.array(passage, { minLength: 1, maxLength: 12 }),
        fc.double({ min: -0.15, max: 0.15, noNaN: true }),
        (passages, shift) => {
          const texts = passages.map(({ heard }) => heard.join(' '));
          const before = heardAs(texts);
          const written = Object.fromEntries(passages.map((one, id) => [id, one.written?.join(' ') ?? texts[id] ?? '']));
          const corrected = mend(before, written);
          const carried = carryCorrections(corrected, heardAs(texts, { shift }));
          if (carried === undefined) return;
          expect(textOf(carried.transcript)).toBe(textOf(corrected));
          expect(carried.conflicts).toBe(0);
          expect(carried.carried).toBe(passages.filter((one) => one.written !== undefined).length);
          const { segments, words } = carried.transcript;
          for (const [index, { start, end }] of segments.entries()) {
            expect(end).toBeGreaterThanOrEqual(start);
            expect(start).toBeGreaterThanOrEqual(segments[index - 1]?.end ?? 0);
          }
          expect(words.map(({ word }) => word).join(' ')).toBe(textOf(carried.transcript));
        },
      ),
    );
  });
});
