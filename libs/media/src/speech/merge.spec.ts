import type { ChunkTranscript } from './chunk-transcript.js';
import { mergeTranscripts, type MergeSettings } from './merge.js';

const settings: MergeSettings = {
  engine: 'e',
  model: 'm',
  quality: 'normal',
  durationSeconds: 30,
  language: 'auto',
  silences: [],
};
const word = (text: string, start: number, end: number, confidence = 0.8): ChunkTranscript['words'][number] => ({
  word: text,
  start,
  end,
  confidence,
});
const heard = (words: ChunkTranscript['words'], more: Partial<ChunkTranscript> = {}): ChunkTranscript => ({
  words,
  notes: [],
  ...more,
});
const merge = (
  chunks: readonly (readonly [start: number, end: number, heard: ChunkTranscript])[],
  more: Partial<MergeSettings> = {},
): ReturnType<typeof mergeTranscripts> =>
  mergeTranscripts(
    chunks.map(([start, end, of]) => ({ span: { start, end }, heard: of })),
    { ...settings, ...more },
  );
const times = ({ words }: ReturnType<typeof merge>): readonly (readonly [string, number, number])[] =>
  words.map((each) => [each.word, each.start, each.end]);

describe('mergeTranscripts', () => {
  it('returns times from the start of the recording, in order, whichever chunk finished first', () => {
    const transcript = merge([
      [10, 20, heard([word('two', 1, 2)], { language: 'de' })],
      [0, 10, heard([word('one', 1.0004, 1.5)], { language: 'de' })],
    ]);
    expect(times(transcript)).toEqual([
      ['one', 1, 1.5],
      ['two', 11, 12],
    ]);
    expect(transcript).toMatchObject({ language: 'de', notes: ['language-detected'], meanConfidence: 0.8 });
    expect(transcript.segments.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('keeps words within their chunk and the recording, and without overlaps', () => {
    const transcript = merge([
      [0, 5, heard([word('a', -1, 1), word('b', 0.5, 2), word('c', 4, 9)])],
      [25, 31, heard([word('d', 3, 9)])],
    ]);
    expect(times(transcript)).toEqual([
      ['a', 0, 0.5],
      ['b', 0.5, 2],
      ['c', 4, 5],
      ['d', 28, 30],
    ]);
  });

  it('keeps speech and drops marks of other sounds', () => {
    const words = ['[Music]', '(laughs)', '♪', '*sigh*', 'well', '(maybe', 'so)', 'New York'].map((text, at) =>
      word(text, at, at + 0.5),
    );
    expect(merge([[0, 10, heard(words)]]).words.map((each) => each.word)).toEqual(['well', 'maybe', 'so', 'New', 'York']);
  });

  it('drops words within silence', () => {
    const words = [word('hello', 1, 1.4), word('thanks', 6, 6.5), word('you', 8.9, 9.5)];
    const silences = [{ start: 2, end: 9 }];
    expect(merge([[0, 10, heard(words)]], { silences }).words.map((each) => each.word)).toEqual(['hello', 'you']);
    expect(merge([[0, 10, heard(words)]], { silences: [{ start: 5.9, end: 6.6 }] }).words).toHaveLength(3);
  });

  it('reports an undetermined language and no confidence if there is no speech', () => {
    expect(merge([[0, 10, heard([], { notes: ['confidence-unknown'] })]])).toMatchObject({
      language: 'und',
      meanConfidence: 0,
      words: [],
      notes: [],
    });
    expect(merge([], { language: 'en' })).toMatchObject({ language: 'en', segments: [] });
  });

  it('reports the language of most words, and each note once', () => {
    const notes: ChunkTranscript['notes'] = ['confidence-unknown'];
    const chunks = [
      [0, 10, heard([word('hi', 1, 2)], { language: 'en', notes })],
      [10, 20, heard([word('guten', 1, 2), word('tag', 2, 3)], { language: 'de', notes })],
    ] as const;
    expect(merge(chunks)).toMatchObject({ language: 'de', notes: ['language-detected', 'confidence-unknown'] });
  });
});
