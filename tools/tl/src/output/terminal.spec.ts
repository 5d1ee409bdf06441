import { PassThrough } from 'node:stream';
import { bytes, percent, table } from './table.js';
import { Terminal } from './terminal.js';

const streamOf = (isTTY: boolean) => {
  const stream = new PassThrough();
  return { stream, isTTY, columns: 40, text: () => String(stream.read() ?? '') };
};

describe('Terminal', () => {
  it('removes control characters of titles', () => {
    expect(table([['id', 'a\nb\u001b[31m']])).toBe('id  a�b�[31m\n');
  });

  it('writes data to stdout and progress to stderr', async () => {
    const [out, err] = [streamOf(false), streamOf(false)];
    const terminal = new Terminal(out, err);
    terminal.progress('50 %');
    terminal.say('done');
    await terminal.data('{}\n');
    expect([out.text(), err.text()]).toEqual(['{}\n', 'done\n']);
  });

  it('redraws one line on a terminal, no wider than the screen, and clears it before data', async () => {
    const [out, err] = [streamOf(true), streamOf(true)];
    const terminal = new Terminal(out, err);
    terminal.progress('x'.repeat(100));
    await terminal.data('data\n');
    expect(err.text()).toBe(`\r\u001b[K${'x'.repeat(38)}…\r\u001b[K`);
  });

  it('formats sizes and shares for people', () => {
    expect([0, 1023, 1536, 5 * 2 ** 30].map(bytes)).toEqual(['0 B', '1023 B', '1.5 KiB', '5.0 GiB']);
    expect([0, 0.999, 1, null].map(percent)).toEqual(['0 %', '99 %', '100 %', '']);
  });
});
