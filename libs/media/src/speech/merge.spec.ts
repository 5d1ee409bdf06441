import type { Heard } from './heard.js';
import { mergeHeard, type MergeSettings } from './merge.js';

const settings: MergeSettings = {
  engine: 'e',
  model: 'm',
  quality: 'normal',
  durationSeconds: 30,
  language: 'auto',
  silences: [],
};
const word = (text: string, start: number, end: number, confidence = 0.8): Heard['words'][number] => ({
  word: text,
  start,
  end,
  confidence,
});
const heard = (words: Heard['words'], more: Partial<Heard> = {}): Heard => ({ words, notes: [], ...more });
const merge = (
  chunks: readonly (readonly [start: number, end: number, heard: Heard])[],
  more: Partial<MergeSettings> = {},
): ReturnType<typeof mergeHeard> =>
  mergeHeard(
    chunks.map(([start, end, of]) => ({ span: { start, end }, heard: of })),
    { ...settings, ...more },
  );
const times = ({ words }: ReturnType<typeof merge>): readonly (readonly [string, number, number])[] =>
  words.map((each) => [each.word, each.start, each.end]);

describe('one transcript of several chunks', () => {
  it('has times from the start of the recording, in order, whichever chunk was finished first', () => {
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

  it('lets no word leave its chunk or the recording, and none overlap the next', () => {
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

  it('holds what was said, not what was heard beside it', () => {
    const words = ['[Music]', '(laughs)', '♪', '*sigh*', 'well', '(maybe', 'so)', 'New York'].map((text, at) =>
      word(text, at, at + 0.5),
    );
    expect(merge([[0, 10, heard(words)]]).words.map((each) => each.word)).toEqual(['well', 'maybe', 'so', 'New', 'York']);
  });

  it('believes silence before words in it', () => {
    const words = [word('hello', 1, 1.4), word('thanks', 6, 6.5), word('you', 8.9, 9.5)];
    const silences = [{ start: 2, end: 9 }];
    expect(merge([[0, 10, heard(words)]], { silences }).words.map((each) => each.word)).toEqual(['hello', 'you']);
    expect(merge([[0, 10, heard(words)]], { silences: [{ start: 5.9, end: 6.6 }] }).words).toHaveLength(3);
  });

  it('is undetermined and unsure where nobody has said anything', () => {
    expect(merge([[0, 10, heard([], { notes: ['confidence-unknown'] })]])).toMatchObject({
      language: 'und',
      meanConfidence: 0,
      words: [],
      notes: [],
    });
    expect(merge([], { language: 'en' })).toMatchObject({ language: 'en', segments: [] });
  });

  it('has the language of most words, and each note once', () => {
    const notes: Heard['notes'] = ['confidence-unknown'];
    const chunks = [
      [0, 10, heard([word('hi', 1, 2)], { language: 'en', notes })],
      [10, 20, heard([word('guten', 1, 2), word('tag', 2, 3)], { language: 'de', notes })],
    ] as const;
    expect(merge(chunks)).toMatchObject({ language: 'de', notes: ['language-detected', 'confidence-unknown'] });
  });
});
