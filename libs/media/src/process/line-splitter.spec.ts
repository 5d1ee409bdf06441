import fc from 'fast-check';
import { LineSplitter } from './line-splitter.js';

function split(chunks: readonly Buffer[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.write(chunk);
  splitter.end();
  return lines;
}

describe('LineSplitter', () => {
  it('returns the same lines wherever the bytes are cut, even inside a character', () => {
    const text = 'ein\nzwölf\nпривет 🎬\nlast';
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        const at = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(split(chunks)).toEqual(text.split('\n'));
      }),
    );
  });

  it("accepts carriage returns as line ends, as in ffmpeg's progress", () => {
    expect(split([Buffer.from('one\rtwo\r\nthree\n')])).toEqual(['one', 'two', 'three']);
  });

  it('limits the length of a line without an end', () => {
    const lines = split([Buffer.alloc(100_000, 'x'), Buffer.alloc(100_000, 'y'), Buffer.from('\nafter\n')]);
    expect(lines[0]?.length).toBe(16_384);
    expect(lines.at(-1)).toBe('after');
  });
});
