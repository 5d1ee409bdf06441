import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textPdf } from '@throughline/documents/testing';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { runTl, type ProcessResult } from '#src/testing/run-tl.js';

const COLUMNS = 'id,file_id,step_name,status,timestamp,file_name,file_path';
const TIME = '2024-01-15 10:00:00';

interface DocumentView {
  readonly id: string;
  readonly status: string;
  readonly source: Readonly<Record<string, unknown>>;
  readonly run: { readonly active: boolean } | null;
  readonly steps: readonly { readonly step_name: string; readonly status: string }[];
  readonly outcome?: { readonly try_instead: string | null };
}
type FileLine = Readonly<Record<'id' | 'outcome', string>> & {
  /** Absent from the lines that are about no file. */
  readonly file?: string;
  readonly bytes: { readonly outcome: string; readonly reason?: string };
};

/** Real processes and real PDFs. The older system had the files 1 to 4 below `/data/files` and `/data/archive`. */
describe('the files of a migrated system', () => {
  let system: System;
  let folder: string;
  let lines: ReadonlyMap<string, FileLine>;
  beforeAll(async () => {
    system = await startSystem();
    folder = await mkdtemp(join(tmpdir(), 'tl-migrated-'));
    await mkdir(join(folder, 'old'));
    await mkdir(join(system.inboxDir, 'archive'));
    await writeFile(join(folder, 'old', 'copied.pdf'), await textPdf([['A letter about Copyville', 'Yours sincerely']]));
    await writeFile(
      join(system.inboxDir, 'archive', 'left.pdf'),
      await textPdf([['A letter about Leftonia', 'Yours sincerely']]),
    );
    const rows = [
      `1,1,hash_file,success,${TIME},copied.pdf,/data/files/copied.pdf`,
      `2,1,check_text,failure,${TIME},,`,
      `3,2,hash_file,success,${TIME},left.pdf,/data/archive/left.pdf`,
      `4,3,hash_file,success,${TIME},,/data/files/gone.pdf`,
      `5,4,hash_file,success,${TIME},,`,
    ];
    await writeFile(join(folder, 'logs.csv'), `${[COLUMNS, ...rows].join('\n')}\n`);
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const tl = (...args: readonly string[]): Promise<ProcessResult> =>
    runTl([...args, '--patience', '60'], { cwd: folder, configHome: folder, url: system.url, token: system.token });
  const migrate = async (...args: readonly string[]) => {
    const how = ['--files', '/data/files=old', '--leave', '/data/archive=inbox/archive', '--json', ...args];
    const result = await tl('migrate', 'logs.csv', ...how);
    const read = result.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as FileLine);
    lines = new Map(read.flatMap((line) => (line.file === undefined ? [] : [[line.file, line] as const])));
    return {
      ...result,
      bytes: [...lines]
        .map(([file, { bytes }]) => [file, bytes.outcome === 'failed' ? `failed: ${bytes.reason ?? ''}` : bytes.outcome])
        .sort(),
    };
  };
  const request = async (path: string, body?: object): Promise<DocumentView> => {
    const answer = await fetch(`${system.url}/api/v1/documents${path}`, {
      headers: { authorization: `Bearer ${system.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await answer.json()) as DocumentView;
  };
  const idOf = (file: string): string => lines.get(file)?.id ?? '';

  it('are copied or left where they are, and each missing one is an error of its own', async () => {
    expect((await migrate('--dry-run')).bytes).toEqual([
      ['1', 'copied'],
      ['2', 'left'],
      ['3', 'failed: there is no file at its path'],
      ['4', 'none'],
    ]);
    const first = await migrate();
    expect(first).toMatchObject({
      code: 1,
      bytes: [
        ['1', 'copied'],
        ['2', 'left'],
        ['3', 'failed: there is no file at its path'],
        ['4', 'none'],
      ],
    });
    expect(lines.get('3')?.bytes.reason).toBe('there is no file at its path');
    expect(first.err).toContain('their files: 1 copied, 1 left in its folder, 0 already there, 1 not brought, 1 history only');
    expect((await migrate()).bytes).toEqual([
      ['1', 'unchanged'],
      ['2', 'unchanged'],
      ['3', 'failed: there is no file at its path'],
      ['4', 'none'],
    ]);
    expect((await request(`/${idOf('1')}`)).steps).toContainEqual(
      expect.objectContaining({ step_name: 'check_text', status: 'failure' }),
    );
    // The rows follow the log.
    const left = await until(async () => {
      const { source } = await request(`/${idOf('2')}`);
      return 'original' in source ? source : undefined;
    });
    expect(left).toMatchObject({ original: { folder: 'inbox', path: 'archive/left.pdf' } });
    expect((await request(`/${idOf('4')}`)).source).toMatchObject({ history_only: true });
  }, 60_000);

  it.each([
    ['1', 'Copyville'],
    ['2', 'Leftonia'],
  ])(
    'are items like any other: file %s is processed, delivered and found',
    async (file, word) => {
      await request(`/${idOf(file)}/run`, {});
      const done = await until(
        async () => {
          const document = await request(`/${idOf(file)}`);
          return document.run?.active === false ? document : undefined;
        },
        { timeout: 120_000, what: 'the end of the run' },
      );
      expect(done.status).toBe('completed');
      expect((await readdir(join(system.outputDir), { recursive: true })).some((name) => name.endsWith('.pdf'))).toBe(true);
      const found = (await request(`?q=${word}`)) as unknown as { readonly items: readonly DocumentView[] };
      expect(found.items.map(({ id }) => id)).toEqual([idOf(file)]);
    },
    180_000,
  );

  it('say before and after an erasure that a left original stays, and it does', async () => {
    const place = 'inbox/archive/left.pdf';
    const preview = await tl('documents', 'erase', idOf('2'), '--dry-run');
    expect(`${preview.out}${preview.err}`).toContain(place);
    const erased = await request(`/${idOf('2')}/erase`, { confirm: true });
    expect(erased.outcome?.try_instead).toContain(place);
    const history = JSON.stringify(await request(`/${idOf('2')}/events`));
    expect(history).toContain('Its original was left in the folder inbox of the server');
    expect(history).not.toContain('left.pdf');
    expect((await readFile(join(system.inboxDir, 'archive', 'left.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    await until(
      async () => (await readdir(system.artifactsDir, { recursive: true })).every((name) => !name.includes(idOf('2'))),
      {
        what: 'the end of the copy',
      },
    );
  }, 120_000);
});
