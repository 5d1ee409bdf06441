import { readSoFarTime, soFarFileName } from './so-far.js';

describe('the file with the transcript so far', () => {
  it.each([0, 0.4, 12.345, 36_000])('tells its time in its name: %s s', (seconds) => {
    expect(readSoFarTime(`a1/r1/TRANSCRIBE/t1/${soFarFileName(seconds)}`)).toBe(seconds);
  });

  it.each(['part-0123456789abcdef.json', 'so-far-.json', 'transcript.json', 'xso-far-1.json'])('is not %s', (name) => {
    expect(readSoFarTime(`a1/r1/TRANSCRIBE/t1/${name}`)).toBeUndefined();
  });
});
