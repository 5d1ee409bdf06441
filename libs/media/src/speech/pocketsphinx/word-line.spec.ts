import { parseWordLine } from './word-line.js';

describe('parseWordLine', () => {
  it('reads a word including its last frame', () => {
    expect(parseWordLine('garden 1.420 2.070 0.717675')).toEqual({
      word: 'garden',
      start: 1.42,
      end: 2.08,
      confidence: 0.717675,
      filler: false,
    });
  });

  it('drops the number of an alternate pronunciation', () => {
    expect(parseWordLine('the(2) 2.000 2.100 0.5')?.word).toBe('the');
  });

  it('limits a confidence that rounding took past 1', () => {
    expect(parseWordLine('soil 6.060 6.530 1.000901')?.confidence).toBe(1);
  });

  it('reads a confidence in exponent form', () => {
    expect(parseWordLine('oh 0.010 0.100 9.99e-05')?.confidence).toBe(9.99e-5);
  });

  it.each(['<s>', '</s>', '<sil>', '[SPEECH]', '[NOISE]', '++BREATH++'])('recognises %s as a filler', (token) => {
    expect(parseWordLine(`${token} 0.000 0.100 1.0`)?.filler).toBe(true);
  });

  it.each(['', 'let us begin with the garden', 'INFO: continuous.c(467): ok', 'word 1.0', 'twenty 1 2 3'])(
    'ignores %j',
    (line) => {
      expect(parseWordLine(line)).toBeUndefined();
    },
  );
});
