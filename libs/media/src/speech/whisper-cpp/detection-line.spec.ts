import { parseDetectionLine } from './detection-line.js';

describe('parseDetectionLine', () => {
  it('reads the language and its probability', () => {
    const line = 'whisper_full_with_state: auto-detected language: de (p = 0.971234)';
    expect(parseDetectionLine(line)).toEqual({ language: 'de', confidence: 0.971234 });
  });

  it('returns the tag for a code of Whisper, and no probability that it did not find', () => {
    expect(parseDetectionLine('auto-detected language: jw')).toEqual({ language: 'jv' });
  });

  it('limits a probability that rounding took past 1', () => {
    expect(parseDetectionLine('auto-detected language: en (p = 1.000001)')).toEqual({ language: 'en', confidence: 1 });
  });

  it.each(['', 'progress = 10%', 'failed to auto-detect language', 'auto-detected language: '])('ignores %j', (line) => {
    expect(parseDetectionLine(line)).toBeUndefined();
  });
});
