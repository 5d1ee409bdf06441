import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testDepth } from '@throughline/contracts/testing';
import { until } from '@throughline/stack/testing';
import { oldProcessingLog, toCsv, toNdjson } from './testing/old-processing-log.js';
import { openTlWorld, type TlWorld } from './testing/tl-world.js';

const TL = fileURLToPath(new URL('../../../tools/tl/bin/tl.mjs', import.meta.url));
const FILES = 150;

interface Document {
  readonly run: unknown;
  readonly steps: readonly { readonly step_name: string; readonly status: string }[];
}
type AuditEvent = Readonly<Record<string, unknown>>;

describe('tl migrate, against a real gateway', () => {
  let world: TlWorld['world'];
  let gateway: TlWorld['gateway'];
  let tl: TlWorld['tl'];
  let close: TlWorld['close'];
  beforeAll(async () => {
    ({ world, gateway, tl, close } = await openTlWorld({ maxBodyBytes: 1024 * 1024 }));
  }, 60_000);
  afterAll(() => close());

  const write = (name: string, content: string) => writeFile(join(world.folder, name), content);
  const get = async <T>(path: string): Promise<T> => (await (await gateway.fetch(path)).json()) as T;
  /** The lines of the output by the id of the file in the older system. */
  const byFile = (
    out: string,
  ): ReadonlyMap<string, { readonly id: string; readonly outcome: string; readonly commits: number }> =>
    new Map(
      out
        .trim()
        .split('\n')
        .map(
          (line) =>
            JSON.parse(line) as {
              readonly file?: string;
              readonly id: string;
              readonly outcome: string;
              readonly commits: number;
            },
        )
        .flatMap((line) => (line.file === undefined ? [] : [[line.file, line]])),
    );
  const verify = async (...args: readonly string[]): Promise<void> => {
    await until(async () => (await tl('migrate', 'verify', ...args)).code === 0, { what: 'an equal migration' });
  };

  it('brings each file with its steps and its whole log, and verifies it (DOC-19 to DOC-23, TST-06)', async () => {
    await write('logs.csv', toCsv(oldProcessingLog()));
    const before = createHash('sha256')
      .update(await readFile(join(world.folder, 'logs.csv')))
      .digest('hex');

    const preview = await tl('migrate', 'logs.csv', '--dry-run', '--json');
    expect(preview).toMatchObject({ code: 0 });
    expect([...byFile(preview.out).values()].map(({ outcome }) => outcome)).toEqual(Array(4).fill('imported'));
    expect((await get<{ items: readonly unknown[] }>('/api/v1/documents')).items).toEqual([]);

    const done = await tl('migrate', 'logs.csv', '--json');
    expect(done).toMatchObject({
      code: 0,
      err: expect.stringContaining('1 row without a file stays in the older system') as string,
    });
    const files = byFile(done.out);
    await verify('logs.csv');
    const idOf = (file: string): string => files.get(file)?.id ?? '';
    const document = (file: string) => get<Document>(`/api/v1/documents/${idOf(file)}`);
    expect(await document('1')).toMatchObject({
      status: 'completed',
      has_errors: false,
      source: { kind: 'history', size: null },
    });
    expect(await document('2')).toMatchObject({ status: expect.not.stringMatching('completed') as string, has_errors: true });
    const two = await document('2');
    expect(two.steps.find(({ step_name }) => step_name === 'check_text')).toMatchObject({
      status: 'failure',
      error_message: 'No such page',
    });
    const three = await document('3');
    expect(three.steps.find(({ step_name }) => step_name === 'check_text')).toMatchObject({ status: 'pending' });
    expect(three.run).toMatchObject({ active: false });
    const four = await document('4');
    expect(four.steps.filter(({ status }) => status !== 'pending').map(({ step_name, status }) => [step_name, status])).toEqual([
      ['hash_file', 'success'],
      ['extract_text', 'skipped'],
      ['queue_dropbox', 'success'],
    ]);

    const { items } = await get<{ items: readonly AuditEvent[] }>(`/api/v1/documents/${idOf('2')}/events`);
    expect(
      items
        .filter(({ type }) => type === 'LogEntryImported')
        .map(({ message, occurred_at, actor }) => [message, occurred_at, actor]),
    ).toEqual([
      [
        'The older system noted: hash_file success (processing_logs 21)',
        '2024-01-15T10:00:20.123Z',
        expect.objectContaining({ kind: 'service', id: 'processing_logs' }),
      ],
      ['The older system noted: check_text failure (processing_logs 22)', '2024-01-15T10:00:21.123Z', expect.anything()],
    ]);

    const again = await tl('migrate', 'logs.csv', '--json');
    expect([...byFile(again.out).values()].map(({ outcome, commits }) => [outcome, commits])).toEqual(
      Array(4).fill(['unchanged', 0]),
    );
    expect(
      createHash('sha256')
        .update(await readFile(join(world.folder, 'logs.csv')))
        .digest('hex'),
    ).toBe(before);
  }, 60_000);

  it('reads the same from NDJSON, and says what differs', async () => {
    await write('logs.ndjson', toNdjson(oldProcessingLog()));
    expect(await tl('migrate', 'logs.ndjson', '--json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('"imported":0,"unchanged":4') as string,
    });
    await write('other.ndjson', toNdjson(oldProcessingLog()).replace('Half of it', 'All of it'));
    expect(await tl('migrate', 'verify', 'other.ndjson')).toMatchObject({
      code: 1,
      out: expect.stringContaining('file 3: differs\n    the log differs') as string,
    });
    expect(await tl('migrate', 'other.ndjson')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^file 3: refused, 2 rows: /) as string,
    });
  }, 60_000);

  if (testDepth.isFull)
    it('promises no file of a migrated item', async () => {
      const { id } = byFile((await tl('migrate', 'logs.csv', '--json', '--only', '1')).out).get('1') ?? { id: '' };
      const run = await gateway.fetch(`/api/v1/documents/${id}/run`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect([run.status, await run.json()]).toMatchObject([
        409,
        { detail: 'The item is history only: its file was not brought here from the older system.' },
      ]);
      expect(await get<Document>(`/api/v1/documents/${id}`)).toMatchObject({ waiting_for: [], source: { size: null } });
    });

  it('continues after a kill between batches', async () => {
    const rows = Array.from({ length: FILES * 2 }, (_, index) => [
      index,
      `many-${String(index % FILES)}`,
      null,
      'hash_file',
      index < FILES ? 'in_progress' : 'success',
      null,
      null,
      `2024-01-15 10:00:00.${String(index).padStart(6, '0')}`,
    ]);
    await write('many.csv', toCsv(rows));
    const env = { PATH: '', TL_URL: gateway.url, TL_TOKEN: world.token };
    const child = spawn(process.execPath, [TL, 'migrate', 'many.csv', '--json'], {
      cwd: world.folder,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = once(child, 'close');
    // The first answer has come, and the second batch is on its way.
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await ended;
    const after = await tl('migrate', 'many.csv', '--json');
    expect(after).toMatchObject({ code: 0 });
    const outcomes = [...byFile(after.out).values()].map(({ outcome }) => outcome);
    expect(outcomes).toHaveLength(FILES);
    expect(outcomes).toContain('unchanged');
    await verify('many.csv');
  }, 60_000);
});
