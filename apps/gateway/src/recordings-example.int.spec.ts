import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '@throughline/stack/testing';
import { runTl, type ProcessResult } from './testing/run-tl.js';
import { openTlWorld, type TlWorld } from './testing/tl-world.js';

const page = readFileSync(new URL('../../../docs/migration.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('## Recordings of another system'));
const codeBlock = (language: string): string => section.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';

interface Recording {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly source: object;
}
interface Details {
  readonly uploads: Readonly<Record<string, { readonly url?: string }>>;
}

describe('the example of recordings in docs/migration.md', () => {
  let world: TlWorld['world'];
  let gateway: TlWorld['gateway'];
  let tl: TlWorld['tl'];
  let close: TlWorld['close'];
  let files: readonly string[][];
  beforeAll(async () => {
    ({ world, gateway, tl, close } = await openTlWorld());
    await write('recordings.ndjson', codeBlock('json lines'));
    await write('recordings-to-events.mjs', codeBlock('js'));
    await transform();
    files = (await readFile(join(world.folder, 'files.txt'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
  }, 60_000);
  afterAll(() => close());

  const write = (name: string, content: string) => writeFile(join(world.folder, name), content);
  const transform = () => promisify(execFile)(process.execPath, ['recordings-to-events.mjs'], { cwd: world.folder });
  const get = async <T>(path: string): Promise<T> => (await (await gateway.fetch(path)).json()) as T;
  const rows = async (): Promise<readonly Recording[]> =>
    (await get<{ items: readonly Recording[] }>('/api/v1/recordings?sort=created_at')).items;
  const summaryOf = ({ out }: ProcessResult): unknown => JSON.parse(out.trim().split('\n').at(-1) ?? '') as unknown;

  it('gives the statuses without a server', async () => {
    const folded = await runTl(['fold', 'events.ndjson', '--json'], { cwd: world.folder, configHome: world.folder });
    expect(folded).toMatchObject({ code: 0 });
    expect(folded.out.match(/"status":"[A-Z]+"/g)).toEqual(['"status":"READY"', '"status":"DOWNLOADED"', '"status":"PROCESSED"']);
  });

  it('imports nothing with --dry-run, then each recording with its stages and outputs, and nothing twice', async () => {
    const preview = await tl('import', 'events.ndjson', '--dry-run', '--json');
    expect(preview).toMatchObject({ code: 0 });
    expect(summaryOf(preview)).toMatchObject({ summary: { imported: 3, refused: 0 } });
    expect(await rows()).toEqual([]);

    expect(await tl('import', 'events.ndjson', '--json')).toMatchObject({ code: 0 });
    // A row appears with the first commit, and the others follow.
    await until(
      async () => {
        expect(await rows()).toMatchObject([
          { title: 'Guest talk', status: 'PROCESSED', failed: false, outputs: [], source: { history_only: true } },
          {
            title: 'Opening lecture',
            status: 'READY',
            failed: false,
            processing_stages: [
              { stage_type: 'TRIM', status: 'COMPLETED' },
              { stage_type: 'TRANSCRIBE', status: 'COMPLETED', completed_at: '2024-03-04T09:40:00.000Z' },
            ],
            outputs: [{ status: 'UPLOADED' }, { status: 'UPLOADED' }],
          },
          { title: 'Second lecture', status: 'DOWNLOADED', failed: true, failed_at_stage: 'transcribe', failed_reason: 'The speech service answered 503' }, // prettier-ignore
        ]);
        return true;
      },
      { what: 'three whole recordings' },
    );
    const [first = ''] = files[0] ?? [];
    expect((await get<Details>(`/api/v1/recordings/${first}`)).uploads['history']?.url).toBe('https://youtu.be/abc');

    expect((await tl('status', first)).out).toMatch(/youtube +UPLOADED/);

    const again = await tl('import', 'events.ndjson', '--json');
    expect(summaryOf(again)).toMatchObject({ summary: { imported: 0, unchanged: 3, refused: 0 } });
  }, 60_000);

  it('gives the recordings their files, and keeps their histories', async () => {
    await mkdir(join(world.folder, 'files'));
    for (const [id = '', file = ''] of files) {
      await write(file, `the bytes of ${file}`);
      expect(await tl('replace', id, file)).toMatchObject({ code: 0 });
    }
    expect(files).toHaveLength(2);
    const withFiles = async () => (await rows()).filter(({ source }) => !('history_only' in source));
    await until(async () => (await withFiles()).length === 2, { what: 'two recordings with files' });
    expect((await withFiles()).map(({ status }) => status)).toEqual(['READY', 'DOWNLOADED']);
    expect(await tl('run', files[1]?.[0] ?? '', '--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringContaining('TRIM') as string,
    });
    expect(summaryOf(await tl('import', 'events.ndjson', '--json'))).toMatchObject({ summary: { unchanged: 3, refused: 0 } });
  }, 60_000);

  it('refuses a status that the script does not know, with its place', async () => {
    await write('recordings.ndjson', codeBlock('json lines').replace('"COMPLETED"', '"DONE"'));
    await expect(transform()).rejects.toThrow('Recording 101, TRIM: unknown status DONE');
  });
});
