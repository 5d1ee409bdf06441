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
  it('gives the same lines wherever the bytes are cut, inside a character too', () => {
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

  it('takes carriage returns for line ends, as ffmpeg writes its progress', () => {
    expect(split([Buffer.from('one\rtwo\r\nthree\n')])).toEqual(['one', 'two', 'three']);
  });

  it('does not let a line without an end grow', () => {
    const lines = split([Buffer.alloc(100_000, 'x'), Buffer.alloc(100_000, 'y'), Buffer.from('\nafter\n')]);
    expect(lines[0]?.length).toBe(16_384);
    expect(lines.at(-1)).toBe('after');
  });
});
