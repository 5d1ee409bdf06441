import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeImports } from '#testing/fake-imports.js';
import { oldRows, toCsv, type OldRow } from '#testing/old-log.js';

describe('tl migrate verify', () => {
  let server: FakeImports;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-verify-spec-'));
    server = await FakeImports.start();
    await write(oldRows());
    expect(await server.tl(folder, 'migrate', 'logs.csv')).toMatchObject({ code: 0 });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = (rows: readonly OldRow[]) => writeFile(join(folder, 'logs.csv'), toCsv(rows));
  const verify = (...args: readonly string[]) => server.tl(folder, 'migrate', 'verify', 'logs.csv', ...args);
  const rowsWith = (id: number, change: Partial<OldRow>) => oldRows().map((row) => (row.id === id ? { ...row, ...change } : row));

  it('finds a migrated sample equal (TST-06), and names steps that the import has stopped', async () => {
    const before = JSON.stringify([...server.items]);
    expect(await verify()).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining(
        '3 of 3 files have the log and the steps of the older system; 1 step was in progress',
      ) as string,
    });
    const { out } = await verify('--json', '--only', '8');
    expect(
      out
        .split('\n')
        .slice(0, 2)
        .map((line) => JSON.parse(line) as object),
    ).toMatchObject([
      { file: '8', equal: true, differences: [], stopped: ['check_text'] },
      { summary: { verified: 1, equal: 1, stopped_steps: 1 } },
    ]);
    expect(JSON.stringify([...server.items])).toBe(before);
  });

  it.each<[string, readonly OldRow[], string]>([
    ['another text', rowsWith(3, { message: 'another' }), 'file 7: differs\n    the log differs: The commit differs\n'],
    ['another time', rowsWith(8, { timestamp: '2024-01-15 10:00:07.200000' }), 'file 7: differs\n    the log differs'],
    ['another status', rowsWith(11, { status: 'success' }), 'step extract_text: success in the log, skipped here'],
    [
      'one row more',
      [...oldRows(), { ...(oldRows()[10] as OldRow), id: 12, status: 'success' }],
      '1 of 2 rows is not in the history\n    step extract_text: success in the log, skipped here',
    ],
    [
      'a file that was not migrated',
      [...oldRows(), { ...(oldRows()[0] as OldRow), id: 12, file_id: 99 }],
      'file 99: differs\n    1 of 1 row is not in the history\n    this library has no such document',
    ],
    ['an unknown status', rowsWith(11, { status: 'odd' }), "file 9: differs\n    line 14: the status 'odd' is unknown"],
  ])('exits with 1 for %s, and names the file', async (_what, rows, difference) => {
    await write(rows);
    expect(await verify()).toMatchObject({
      code: 1,
      out: expect.stringContaining(difference) as string,
      err: expect.stringContaining('1 file differs') as string,
    });
  });
});
