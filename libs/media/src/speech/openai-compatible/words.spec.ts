import fc from 'fast-check';
import { readReply } from './reply.js';
import { toChunkTranscript, punctuateWords } from './words.js';

const transcribe = (value: unknown, seconds = 10): ReturnType<typeof toChunkTranscript> => {
  const reply = readReply(value);
  if (reply === undefined) throw new Error('it was refused');
  return toChunkTranscript(reply, seconds);
};
const wordsOf = (value: unknown, seconds?: number): readonly string[] => transcribe(value, seconds).words.map(({ word }) => word);
const segment = (text: string, start: number, end: number, more = {}): object => ({
  text,
  start,
  end,
  avg_logprob: -0.2,
  no_speech_prob: 0.1,
  ...more,
});

describe('toChunkTranscript', () => {
  it('returns words with times and the confidence of their segment', () => {
    const words = [
      { word: ' Good', start: 0.5, end: 0.8 },
      { word: 'morning', start: 0.8, end: 1.2 },
    ];
    expect(
      transcribe({
        text: ' Good morning',
        language: 'english',
        duration: '10.0',
        words,
        segments: [segment(' Good morning', 0.5, 1.2)],
      }),
    ).toEqual({
      language: 'en',
      words: [
        { word: 'Good', start: 0.5, end: 0.8, confidence: Math.exp(-0.2) },
        { word: 'morning', start: 0.8, end: 1.2, confidence: Math.exp(-0.2) },
      ],
      notes: [],
    });
  });

  it('reads the speakers of a diarized answer, whose words have no times', () => {
    const segments = [
      { type: 'transcript.text.segment', id: 'seg_0', speaker: 'A', start: 0, end: 2, text: ' Good morning' },
      { type: 'transcript.text.segment', id: 'seg_1', speaker: 'B', start: 2, end: 3, text: ' Hello' },
    ];
    const heard = transcribe({ task: 'transcribe', duration: 3, text: 'Good morning Hello', segments });
    expect(heard.words.map(({ word, speaker }) => [word, speaker])).toEqual([
      ['Good', 'A'],
      ['morning', 'A'],
      ['Hello', 'B'],
    ]);
    expect(heard.notes).toEqual(['word-times-estimated', 'confidence-unknown']);
  });

  it('does not mix the words of turns that overlap', () => {
    const turn = (speaker: string, start: number, end: number, text: string) => ({ speaker, start, end, text });
    const { words } = transcribe({
      segments: [turn('A', 0, 4, 'one two three'), turn('B', 1, 2, 'yes yes'), turn('A', 3, 6, 'four')],
    });
    const sorted = [...words].sort((a, b) => a.start - b.start);
    expect(sorted.map(({ word }) => word)).toEqual(['one', 'two', 'three', 'yes', 'yes', 'four']);
    for (const { start, end } of words) expect(end).toBeGreaterThanOrEqual(start);
  });

  it.each([
    ['WhisperX', { speaker: 'SPEAKER_01' }, 'SPEAKER_01'],
    ['a number', { speaker: 1 }, '1'],
    ['another name of the field', { speaker_id: 'speaker_1' }, 'speaker_1'],
    ['null', { speaker: null }, undefined],
    ['an empty label', { speaker: ' ' }, undefined],
    ['an object', { speaker: {} }, undefined],
  ])('reads speakers of words and of segments as %s', (_what, who, label) => {
    const words = [{ word: 'Hello', start: 1, end: 1.5, score: 0.9 }];
    const speakersOf = (segments: object[]) => transcribe({ segments }).words.map(({ speaker }) => speaker);
    expect(speakersOf([{ ...segment('Hello', 1, 1.5), words, ...who }])).toEqual([label]);
    expect(speakersOf([{ ...segment('Hello', 1, 1.5), words: words.map((one) => ({ ...one, ...who })) }])).toEqual([label]);
  });

  it('prefers the speaker of the word to the speaker of its segment', () => {
    const words = [{ word: 'Hello', start: 1, end: 1.5, score: 0.9, speaker: 'B' }];
    expect(transcribe({ segments: [{ ...segment('Hello', 1, 1.5), speaker: 'A', words }] }).words).toMatchObject([
      { speaker: 'B' },
    ]);
  });

  it('reads words within segments, with their own probability, as some servers send them', () => {
    const words = [{ word: ' Hello', start: '1.0', end: '1.5', probability: 0.9 }];
    expect(transcribe({ segments: [{ ...segment(' Hello', 1, 1.5), words }] }).words).toEqual([
      { word: 'Hello', start: 1, end: 1.5, confidence: 0.9 },
    ]);
  });

  it('spreads words over their segments if there are no word times, and notes it', () => {
    const heard = transcribe({ text: 'a bcd', words: null, segments: [segment(' a bcd', 2, 6)] });
    expect(heard.words.map(({ word, start, end }) => [word, start, end])).toEqual([
      ['a', 2, 3],
      ['bcd', 3, 6],
    ]);
    expect(heard.notes).toEqual(['word-times-estimated']);
  });

  it('spreads words over a segment that ends beyond the file', () => {
    const { words } = transcribe({ segments: [segment('!! !', 0, 8.98846567431158e307)] });
    expect(words.map(({ end }) => Number.isFinite(end))).toEqual([true, true]);
  });

  it('spreads words over the whole file if nothing has a time, and notes the unknown confidence', () => {
    const heard = transcribe({ text: 'one two' }, 8);
    expect(heard.words).toMatchObject([
      { start: 0, end: 4, confidence: 0.5 },
      { start: 4, end: 8, confidence: 0.5 },
    ]);
    expect(heard.notes).toEqual(['word-times-estimated', 'confidence-unknown']);
  });

  it('returns no words for silence', () => {
    expect(wordsOf({ text: '', segments: [], words: [] })).toEqual([]);
    expect(wordsOf({ text: '', words: null, segments: null })).toEqual([]);
  });

  it('repairs words that end before they begin, and words without a time', () => {
    const words = [
      { word: 'one', start: 2, end: 1 },
      { word: 'two', start: null, end: null },
      { word: 'three', start: 3, end: 4 },
    ];
    expect(transcribe({ words, text: 'one two three' }).words.map(({ start, end }) => [start, end])).toEqual([
      [2, 2],
      [2, 2],
      [3, 4],
    ]);
  });

  it('drops text for silence, and repeated sentences', () => {
    const silent = { no_speech_prob: 0.9, avg_logprob: -1.4 };
    const segments = [
      segment('Hello.', 0, 1),
      segment('Thanks for watching!', 1, 2, silent),
      ...[2, 3, 4, 5].map((at) => segment(' so it goes', at, at + 1)),
    ];
    expect(wordsOf({ segments })).toEqual(['Hello.', 'so', 'it', 'goes', 'so', 'it', 'goes']);
    const words = segments.map((_, at) => ({ word: `w${String(at)}`, start: at + 0.2, end: at + 0.8 }));
    expect(wordsOf({ segments, words })).toEqual(['w0', 'w2', 'w3']);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'oops'],
    ['an error with a good status', { error: { message: 'busy' } }],
    ['a reply with invalid words', { words: 'hello' }],
    ['a reply with invalid segments', { text: 'x', segments: [1, 2] }],
  ])('rejects %s', (_what, value) => {
    expect(readReply(value)).toBeUndefined();
  });

  it('returns valid times for every word, whatever the reply', () => {
    const time = fc.oneof(
      fc.double({ min: -5, max: 20, noNaN: true }),
      fc.constant(null),
      fc.constant('3.5'),
      fc.constant('x'),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const word = fc.record({ word: fc.string(), start: time, end: time });
    const anySegment = fc.record({ text: fc.string(), start: time, end: time, avg_logprob: time, no_speech_prob: time });
    fc.assert(
      fc.property(fc.array(word), fc.array(anySegment), fc.string(), (words, segments, text) => {
        for (const each of transcribe({ text, words, segments }).words) {
          expect(Number.isFinite(each.start) && each.end >= each.start && each.start >= 0).toBe(true);
          expect(each.confidence >= 0 && each.confidence <= 1).toBe(true);
          expect(each.word.trim()).not.toBe('');
        }
      }),
    );
  });
});

describe('punctuateWords', () => {
  const words = (...texts: string[]): Parameters<typeof punctuateWords>[0] =>
    texts.map((word, at) => ({ word, start: at, end: at + 1, confidence: 1 }));
  const forms = (of: readonly string[], text: string): readonly string[] =>
    punctuateWords(words(...of), text).map(({ word }) => word);

  it('returns words in the form of the text', () => {
    expect(forms(['hello', 'world', 'its', 'me'], ' Hello, world – it’s me!')).toEqual(['Hello,', 'world–', 'it’s', 'me!']);
  });

  it('joins words that the text writes as one', () => {
    const [joined] = punctuateWords(words('twenty', 'one'), 'Twenty-one.');
    expect(joined).toMatchObject({ word: 'Twenty-one.', start: 0, end: 2 });
  });

  it('leaves words unchanged if the text differs', () => {
    expect(forms(['hello', 'world'], 'Hello there world')).toEqual(['hello', 'world']);
    expect(forms(['hello', 'world'], 'Hello')).toEqual(['hello', 'world']);
    expect(forms(['hello'], '')).toEqual(['hello']);
  });
});
