import { SilenceParser } from './silence.js';

function parse(lines: readonly string[], durationSeconds: number): ReturnType<SilenceParser['finish']> {
  const parser = new SilenceParser();
  for (const line of lines) parser.line(line);
  return parser.finish(durationSeconds);
}

const tag = '[silencedetect @ 0x55d]';

describe('SilenceParser', () => {
  it('reads pairs of start and end', () => {
    const lines = [
      "Input #0, mp3, from 'talk.mp3':",
      `${tag} silence_start: 0`,
      `${tag} silence_end: 5.01456 | silence_duration: 5.01456`,
      `${tag} silence_start: 50.771`,
      `${tag} silence_end: 58.1892 | silence_duration: 7.4182`,
    ];
    expect(parse(lines, 58.1892)).toEqual([
      { start: 0, end: 5.01456 },
      { start: 50.771, end: 58.1892 },
    ]);
  });

  it('treats slightly negative values and values in exponent form as the start of the file', () => {
    expect(parse([`${tag} silence_start: -0.0120635`, `${tag} silence_end: 2.5`], 10)).toEqual([{ start: 0, end: 2.5 }]);
    expect(parse([`${tag} silence_start: 6.25e-05`, `${tag} silence_end: 1e+01`], 10)).toEqual([{ start: 6.25e-5, end: 10 }]);
  });

  it('ends an open silence with the file', () => {
    expect(parse([`${tag} silence_start: 8`], 10)).toEqual([{ start: 8, end: 10 }]);
  });

  it('never goes past the end of the file', () => {
    expect(parse([`${tag} silence_start: 8`, `${tag} silence_end: 10.4`], 10)).toEqual([{ start: 8, end: 10 }]);
    expect(parse([`${tag} silence_start: 10.1`, `${tag} silence_end: 10.4`], 10)).toEqual([]);
  });

  it('ignores titles and comments of the file, which the log shows indented', () => {
    const lines = [
      '    comment         : silence_start: 0',
      `                    : ${tag} silence_start: 1`,
      `  ${tag} silence_end: 9`,
    ];
    expect(parse(lines, 10)).toEqual([]);
  });

  it('ignores an end without a start and a silence without length', () => {
    expect(parse([`${tag} silence_end: 3`, `${tag} silence_start: 4`, `${tag} silence_end: 4`], 10)).toEqual([]);
  });
});
