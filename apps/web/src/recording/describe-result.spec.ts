import type { RunStep } from '@throughline/api-client';
import { text } from '../texts/text.js';
import { describeResult } from './describe-result.js';

const words = text.recording.made;
const source = { duration_seconds: 1_841, size: 264_000_000 };
const done = (result: RunStep['result'], kind: RunStep['kind'] = 'stage') => ({ kind, status: 'COMPLETED' as const, result });

describe('the result of a step in words', () => {
  it('is the size for a download', () => {
    expect(describeResult(done(null, 'source'), source)).toBe('264 MB');
    expect(describeResult(done(null, 'source'), { ...source, size: null })).toBeUndefined();
  });

  it.each([
    [36, 1_710, words.cut('0:36', '2:11')],
    [36, 1_841, words.cut('0:36', undefined)],
    [0, 1_710, words.cut(undefined, '2:11')],
    [0.2, 1_840.8, words.cut(undefined, undefined)],
  ])('says what was cut from %d to %d s', (start_seconds, end_seconds, expected) => {
    expect(describeResult(done({ start_seconds, end_seconds }), source)).toBe(expected);
  });

  it('names the engine, and counts', () => {
    expect(describeResult(done({ engine: 'hosted', model: 'large', words: 1_204 }), source)).toBe(
      `hosted large · ${words.words(1_204)}`,
    );
    expect(describeResult(done({ topics: 0 }), source)).toBe(words.topics(0));
  });

  it('is left out without facts, and for a step that is not completed', () => {
    expect(describeResult(done(null), source)).toBeUndefined();
    expect(describeResult({ ...done({ cues: 4 }), status: 'PENDING' }, source)).toBeUndefined();
  });
});
