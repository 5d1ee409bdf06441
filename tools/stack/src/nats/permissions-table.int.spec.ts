import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testConfig } from '#testing/config.js';
import { permissionsTable } from '#testing/permissions-table.js';

const cells = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .filter((line) => !/^[|\s-]+$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the permissions table in docs/operating.md', () => {
  it('matches the permissions of the code', async () => {
    const text = await readFile(join(testConfig().projectRoot, 'docs/operating.md'), 'utf8');
    const written = /<!-- permissions -->\n(.*?)<!-- \/permissions -->/s.exec(text)?.[1] ?? '';
    expect(cells(written)).toEqual(cells(permissionsTable()));
  });
});
