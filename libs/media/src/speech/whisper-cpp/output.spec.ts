import { readOutput } from './output.js';

const token = (text: string, from: number, to: number, p = 0.5): object => ({ text, p, id: 1, offsets: { from, to } });
const output = (language: string, tokens: readonly object[], offsets = { from: 0, to: 5_000 }): Buffer =>
  // The program writes bytes that need not be valid text, so each character here stands for one byte.
  Buffer.from(JSON.stringify({ result: { language }, transcription: [{ offsets, text: '', tokens }] }), 'latin1');
const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('readOutput', () => {
  it("joins tokens to words and drops the model's own marks", () => {
    const tokens = [
      token('[_BEG_]', 0, 0),
      token(' Hel', 0, 400, 0.4),
      token('lo', 400, 900, 0.8),
      token(',', 900, 900, 0.6),
      token(' you', 900, 1_200),
      token('[_TT_60]', 1_200, 1_200),
    ];
    expect(readOutput(output('en', tokens))).toEqual({
      language: 'en',
      words: [
        { word: 'Hello,', start: 0, end: 0.9, confidence: expect.closeTo(0.6) },
        { word: 'you', start: 0.9, end: 1.2, confidence: 0.5 },
      ],
      notes: [],
    });
  });

  it('decodes characters that span several tokens', () => {
    const [first, second] = [bytes(' б').slice(0, 2), bytes(' б').slice(2)];
    expect(readOutput(output('ru', [token(first, 0, 100), token(second + bytes('ыло'), 100, 300)]))?.words).toMatchObject([
      { word: 'было' },
    ]);
  });

  it('divides by tokens in languages without spaces, but never within a character', () => {
    const whole = bytes('東');
    const tokens = [token(whole.slice(0, 2), 0, 10), token(whole.slice(2), 10, 20), token(bytes('京'), 20, 40)];
    expect(readOutput(output('ja', tokens))?.words.map(({ word }) => word)).toEqual(['東', '京']);
  });

  it('gives words one half as confidence, and notes it, if the output has no probabilities', () => {
    const tokens = [
      { text: ' a', offsets: { from: 0, to: 100 } },
      { text: ' b', offsets: { from: 100, to: 200 } },
    ];
    expect(readOutput(output('en', tokens))).toMatchObject({
      words: [{ confidence: 0.5 }, { confidence: 0.5 }],
      notes: ['confidence-unknown'],
    });
  });

  it('keeps words within their segment and in order', () => {
    const words = readOutput(output('en', [token(' a', -50, 9_000), token(' b', 4_000, 3_000)]))?.words;
    expect(words).toMatchObject([
      { start: 0, end: 5 },
      { start: 4, end: 4 },
    ]);
  });

  it.each(['', 'oops', '{}', '{"result":{"language":"en"},"transcription":[{"text":"x"}]}'])(
    'returns `undefined` for %j',
    (text) => {
      expect(readOutput(Buffer.from(text))).toBeUndefined();
    },
  );
});
