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
const chunkOf = (words: ChunkTranscript['words'], more: Partial<ChunkTranscript> = {}): ChunkTranscript => ({
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
const later =
  (by: number) =>
  ({ start, end }: { start: number; end: number }): { start: number; end: number } => ({ start: start + by, end: end + by });
const times = ({ words }: ReturnType<typeof merge>): readonly (readonly [string, number, number])[] =>
  words.map((each) => [each.word, each.start, each.end]);

describe('mergeTranscripts', () => {
  it('returns times from the start of the recording, in order, whichever chunk finished first', () => {
    const transcript = merge([
      [10, 20, chunkOf([word('two', 1, 2)], { language: 'de' })],
      [0, 10, chunkOf([word('one', 1.0004, 1.5)], { language: 'de' })],
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
      [0, 5, chunkOf([word('a', -1, 1), word('b', 0.5, 2), word('c', 4, 9)])],
      [25, 31, chunkOf([word('d', 3, 9)])],
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
    expect(merge([[0, 10, chunkOf(words)]]).words.map((each) => each.word)).toEqual(['well', 'maybe', 'so', 'New', 'York']);
  });

  it('drops words within silence', () => {
    const words = [word('hello', 1, 1.4), word('thanks', 6, 6.5), word('you', 8.9, 9.5)];
    const silences = [{ start: 2, end: 9 }];
    expect(merge([[0, 10, chunkOf(words)]], { silences }).words.map((each) => each.word)).toEqual(['hello', 'you']);
    expect(merge([[0, 10, chunkOf(words)]], { silences: [{ start: 5.9, end: 6.6 }] }).words).toHaveLength(3);
  });

  it('keeps the probability of a language that was detected before, and doubts it below one half', () => {
    const spoken = chunkOf([word('hallo', 1, 2)], { language: 'de' });
    const of = (confidence: number) => merge([[0, 10, spoken]], { detected: { language: 'de', confidence } });
    expect(of(0.97)).toMatchObject({ language: 'de', languageConfidence: 0.97, notes: ['language-detected'] });
    expect(of(0.48)).toMatchObject({ languageConfidence: 0.48, notes: ['language-detected', 'language-doubtful'] });
    expect(merge([[0, 10, spoken]], { detected: {} })).not.toHaveProperty('languageConfidence');
    expect(merge([[0, 10, chunkOf([])]], { detected: { language: 'de', confidence: 0.3 } })).toMatchObject({ notes: [] });
  });

  it('reports an undetermined language and no confidence if there is no speech', () => {
    expect(merge([[0, 10, chunkOf([], { notes: ['confidence-unknown'] })]])).toMatchObject({
      language: 'und',
      meanConfidence: 0,
      words: [],
      notes: [],
    });
    expect(merge([], { language: 'en' })).toMatchObject({ language: 'en', segments: [] });
  });

  it('notes what it drops: count, time and reason, but not the words', () => {
    const silences = [{ start: 4, end: 9 }];
    const invented = [{ start: 3, end: 3.6, words: 8, reason: 'repeated' as const }];
    const words = [word('hello', 1, 1.4), word('thanks', 5, 5.5), word('you', 6, 6.5)];
    expect(merge([[10, 20, chunkOf(words, { dropped: invented })]], { silences: silences.map(later(10)) })).toMatchObject({
      segments: [{ text: 'hello' }],
      dropped: [
        { start: 13, end: 13.6, words: 8, reason: 'repeated' },
        { start: 15, end: 16.5, words: 2, reason: 'silence' },
      ],
    });
    expect(merge([[0, 10, chunkOf(words)]])).not.toHaveProperty('dropped');
  });

  it('drops a loop of one chunk, but keeps what a speaker repeats in several', () => {
    const again = (from: number): ChunkTranscript['words'] =>
      Array.from({ length: 10 }, (_, index) => word('so', from + index * 0.1, from + index * 0.1 + 0.1));
    expect(merge([[0, 10, chunkOf(again(1))]])).toMatchObject({
      words: [{ word: 'so' }, { word: 'so' }],
      dropped: [{ start: 1.2, end: 2, words: 8, reason: 'repeated' }],
    });
    const chunks = Array.from({ length: 12 }, (_, index) => [index, index + 1, chunkOf([word('so', 0, 0.5)])] as const);
    expect(merge(chunks).words).toHaveLength(12);
  });

  it('drops an invented phrase in a silence of its chunk', () => {
    const words = [word('goodbye.', 0, 1), word('Thanks', 1, 2), word('for', 2, 3), word('watching!', 3, 4)];
    const placed = { span: { start: 0, end: 5 }, heard: chunkOf(words) };
    const mergedWords = (silences: readonly { start: number; end: number }[]): readonly string[] =>
      mergeTranscripts([{ ...placed, silences }], settings).words.map((one) => one.word);
    expect(mergedWords([{ start: 1.2, end: 5 }])).toEqual(['goodbye.']);
    expect(mergedWords([])).toEqual(['goodbye.', 'Thanks', 'for', 'watching!']);
  });

  it('reports no language and no assumptions if everything was invented', () => {
    const heardIn = chunkOf([word('you', 3, 4)], { language: 'en', notes: ['confidence-unknown'] });
    expect(merge([[0, 10, heardIn]], { silences: [{ start: 0, end: 10 }] })).toMatchObject({
      language: 'und',
      notes: [],
      segments: [],
      dropped: [{ words: 1 }],
    });
  });

  it('reports the language of most words, and each note once', () => {
    const notes: ChunkTranscript['notes'] = ['confidence-unknown'];
    const chunks = [
      [0, 10, chunkOf([word('hi', 1, 2)], { language: 'en', notes })],
      [10, 20, chunkOf([word('guten', 1, 2), word('tag', 2, 3)], { language: 'de', notes })],
    ] as const;
    expect(merge(chunks)).toMatchObject({ language: 'de', notes: ['language-detected', 'confidence-unknown'] });
  });

  it('does not count invented words for the language', () => {
    const looped = Array.from({ length: 40 }, (_, index) => word('you', index / 10, index / 10 + 0.1));
    const words = ['guten', 'tag', 'zusammen'].map((text, index) => word(text, index, index + 1));
    const chunks = [
      [0, 10, chunkOf(looped, { language: 'en' })],
      [10, 20, chunkOf(words, { language: 'de' })],
    ] as const;
    expect(merge(chunks)).toMatchObject({ language: 'de' });
  });

  describe('with speakers', () => {
    const by = (speaker: string, ...words: ChunkTranscript['words']): ChunkTranscript['words'] =>
      words.map((one) => ({ ...one, speaker }));

    it('numbers speakers in the order of first appearance, and begins a segment at each turn', () => {
      const words = [...by('B', word('one', 1, 2)), ...by('A', word('two', 2, 3)), ...by('B', word('three', 3, 4))];
      const transcript = merge([[0, 10, chunkOf(words)]]);
      expect(transcript.speakers).toEqual([{ id: 'S1' }, { id: 'S2' }]);
      expect(transcript.segments.map(({ text, speaker }) => [text, speaker])).toEqual([
        ['one', 'S1'],
        ['two', 'S2'],
        ['three', 'S1'],
      ]);
      expect(transcript.words.some((one) => 'speaker' in one)).toBe(false);
      expect(transcript.notes).not.toContain('speakers-by-part');
    });

    it('never takes the same label in two parts for one person, and notes it', () => {
      const transcript = merge([
        [10, 20, chunkOf(by('A', word('later', 1, 2)))],
        [0, 10, chunkOf(by('A', word('earlier', 1, 2)))],
        [20, 30, chunkOf([word('last', 1, 2)])],
      ]);
      expect(transcript.speakers).toEqual([{ id: 'S1' }, { id: 'S2' }]);
      expect(transcript.segments.map(({ text, speaker }) => [text, speaker])).toEqual([
        ['earlier', 'S1'],
        ['later', 'S2'],
        ['last', undefined],
      ]);
      expect(transcript.notes).toContain('speakers-by-part');
    });

    it('does not list a speaker whose words are all left out', () => {
      const words = [...by('A', word('hello', 1, 2)), ...by('B', word('[Music]', 3, 4))];
      expect(merge([[0, 10, chunkOf(words)]]).speakers).toEqual([{ id: 'S1' }]);
      expect(merge([[0, 10, chunkOf([word('hello', 1, 2)])]])).not.toHaveProperty('speakers');
    });
  });
});
