import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeImports } from '#testing/fake-imports.js';
import { oldRows, toCsv, toNdjson } from '#testing/old-log.js';

interface FileLine {
  readonly file: string;
  readonly id: string;
  readonly outcome: string;
  readonly commits: number;
  readonly status?: string;
  readonly steps?: Readonly<Record<string, string>>;
}

describe('tl migrate', () => {
  let server: FakeImports;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-migrate-spec-'));
    server = await FakeImports.start();
    await writeFile(join(folder, 'logs.csv'), toCsv(oldRows()));
    await writeFile(join(folder, 'logs.ndjson'), toNdjson(oldRows()));
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const tl = (...args: readonly string[]) => server.tl(folder, 'migrate', ...args);
  const files = (out: string): readonly FileLine[] =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as FileLine)
      .filter((line) => 'file' in line)
      .sort((one, other) => one.file.localeCompare(other.file));

  it.each(['logs.csv', 'logs.ndjson'])('imports each file of %s, and a second time nothing', async (source) => {
    const before = await readFile(join(folder, source));
    const first = await tl(source, '--json');
    expect(first).toMatchObject({ code: 0 });
    expect(files(first.out).map(({ file, outcome, commits }) => [file, outcome, commits])).toEqual([
      ['7', 'imported', 7],
      ['8', 'imported', 2],
      ['9', 'imported', 1],
    ]);
    const stored = JSON.stringify([...server.items]);
    expect(first.err).toContain('3 files imported with 10 commits');
    expect(first.err).toContain('1 row without a file stays in the older system');

    const second = await tl(source, '--json');
    expect(files(second.out).map(({ outcome, commits }) => [outcome, commits])).toEqual(Array(3).fill(['unchanged', 0]));
    expect(JSON.stringify([...server.items])).toBe(stored);
    expect(await readFile(join(folder, source))).toEqual(before);
  });

  it('sends the words, times and ids of the rows, and the same from every format', async () => {
    await tl('logs.csv');
    const fromCsv = [...server.items.values()].flat();
    expect(
      fromCsv.find(({ originref, type }) => originref === 'processing_logs/5' && type.endsWith('LogEntryImported')),
    ).toMatchObject({
      time: '2024-01-15T10:00:04.123Z',
      actor: 'service:processing_logs',
      data: {
        row: '5',
        oldStep: 'check_text',
        oldTime: '2024-01-15 10:00:04.123456',
        personal: { message: 'No text', detail: 'Traceback (most recent call last):\n  "x", line 1', taskId: 'task-7' },
      },
    });
    expect(await tl('logs.ndjson', '--json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('"imported":0,"unchanged":3') as string,
    });
  });

  it('shows with --dry-run what would be written, and writes nothing', async () => {
    const { code, out, err } = await tl('logs.csv', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain(
      'file 7: would be imported, 7 rows\n    processing: hash_file success, check_text success, queue_dropbox success, upload_to_dropbox failure\n',
    );
    expect(err).toContain('3 files would be imported with 10 commits');
    expect(server.items.size).toBe(0);
    expect(server.requests.every(({ dry_run }) => dry_run)).toBe(true);
  });

  it('takes only the named files, and no more than the limit', async () => {
    expect(files((await tl('logs.csv', '--json', '--only', '7', '--only', '9')).out).map(({ file }) => file)).toEqual(['7', '9']);
    expect(files((await tl('logs.csv', '--json', '--limit', '1')).out)).toHaveLength(1);
  });

  it('sends at most 100 files in a request, and long histories in parts', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ ...oldRows()[0], id: index, file_id: index }));
    const long = Array.from({ length: 60 }, (_, index) => ({
      ...oldRows()[0],
      id: 1_000 + index,
      file_id: 'long',
      detail: 'x'.repeat(100_000),
    }));
    await writeFile(join(folder, 'many.ndjson'), toNdjson([...many, ...long]));
    const preview = await tl('many.ndjson', '--json', '--dry-run');
    expect(files(preview.out).find(({ file }) => file === 'long')).toMatchObject({ outcome: 'imported', commits: 60 });
    const first = await tl('many.ndjson', '--json');
    expect(files(first.out).find(({ file }) => file === 'long')).toMatchObject({ outcome: 'imported', commits: 60 });
    expect(Math.max(...server.requests.map(({ items }) => items.length))).toBeLessThanOrEqual(100);
    expect(server.requests.flatMap(({ items }) => items).filter(({ complete }) => !complete).length).toBeGreaterThan(1);
    expect(
      files((await tl('many.ndjson', '--json')).out).every(({ outcome, commits }) => outcome === 'unchanged' && commits === 0),
    ).toBe(true);
  });

  it('continues after an interruption at any request', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => ({ ...oldRows()[0], id: index, file_id: index }));
    await writeFile(join(folder, 'many.ndjson'), toNdjson(rows));
    for (const answered of [0, 1, 2]) {
      server.failAfter = server.requests.length + answered;
      expect(await tl('many.ndjson')).toMatchObject({ code: 4 });
    }
    server.failAfter = Infinity;
    expect(await tl('many.ndjson')).toMatchObject({ code: 0 });
    expect([...server.items.values()].map((events) => new Set(events.map(({ originref }) => originref)).size)).toEqual(
      Array(250).fill(1),
    );
  });

  it('leaves out only the file with an unknown name, and takes it once the name is mapped', async () => {
    const odd = { ...oldRows()[0], id: 99, file_id: 7, step_name: 'process_with_ocr' };
    await writeFile(join(folder, 'odd.ndjson'), toNdjson([...oldRows(), odd]));
    const refused = await tl('odd.ndjson');
    expect(refused).toMatchObject({
      code: 1,
      out: expect.stringContaining(
        "file 7: cannot be understood\n    line 12, row 99: the step 'process_with_ocr' is unknown. Map it with --map 'process_with_ocr=check_text'. To keep its rows without a step: --map 'process_with_ocr=none'.",
      ) as string,
    });
    expect(server.items.size).toBe(2);
    expect(await tl('odd.ndjson', '--map', 'process_with_ocr=extract_text')).toMatchObject({ code: 0 });
    expect(server.items.size).toBe(3);
    expect(await tl('odd.ndjson', '--map', 'process_with_ocr=nothing')).toMatchObject({
      code: 2,
      err: expect.stringContaining('must be OLD=NEW') as string,
    });
  });

  it('says which file the server refused, and why', async () => {
    await tl('logs.csv');
    await writeFile(
      join(folder, 'other.csv'),
      toCsv(oldRows().map((row) => (row.id === 3 ? { ...row, message: 'another text' } : row))),
    );
    expect(await tl('other.csv')).toMatchObject({ code: 1, out: 'file 7: refused, 7 rows: The commit differs\n' });
  });

  it('refuses addresses as arguments without repeating them, unknown formats and missing files', async () => {
    const secret = await tl('postgres://me:hunter2@db/old');
    expect(secret).toMatchObject({ code: 2, err: expect.stringContaining('TL_MIGRATE_DATABASE') as string });
    expect(secret.err).not.toContain('hunter2');
    expect(await tl('logs.txt')).toMatchObject({ code: 2 });
    expect(await tl('none.csv')).toMatchObject({ code: 2, err: expect.stringContaining('none.csv cannot be read') as string });
  });
});
