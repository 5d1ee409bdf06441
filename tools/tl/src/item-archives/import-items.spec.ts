import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toCloudEvents } from '@throughline/contracts';
import { aRun } from '@throughline/domain/testing';
import { FakeArchiveServer } from '#testing/fake-archive-server.js';
import { TarWriter } from '../archive/tar-writer.js';

const idOf = (number: number): string => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const journey = aRun().through('DOWNLOAD');
const linesOf = (number: number): readonly string[] =>
  journey.commits
    .flatMap(({ commit }, index) =>
      toCloudEvents(
        {
          assetId: idOf(number),
          position: String(index + 1),
          commit: { id: `c-${String(index)}`, actor: { kind: 'user', id: 'a' }, causationId: 'x', correlationId: 'x', ...commit },
        },
        '/api/v1/recordings',
        'old-log',
      ),
    )
    .map((event) => JSON.stringify(event));
const ITEMS = [1, 2];
const EVENTS = ITEMS.flatMap(linesOf);
const SOURCE = `uploads/${idOf(1)}/source`;
const FILM = `${idOf(2)}/run/step/attempt/film.mp4`;
const FILES: Readonly<Record<string, Buffer>> = { [SOURCE]: Buffer.alloc(9 * 1_048_576, 'talk'), [FILM]: Buffer.from('film') };

const manifest = (events: number = EVENTS.length, more: object = {}): string =>
  JSON.stringify({ format: 1, exported_at: '2026-01-01T00:00:00Z', items: 2, events, texts: true, files: true, ...more });
const WHOLE: readonly (readonly [string, string | Buffer])[] = [
  ['manifest.json', manifest()],
  ['events.ndjson', EVENTS.map((line) => `${line}\n`).join('')],
  ...Object.entries(FILES).map(([key, bytes]) => [`files/${key}`, bytes] as const),
];
const without = (path: string) => WHOLE.filter(([name]) => name !== path);

describe('tl import', () => {
  let server: FakeArchiveServer;
  let folder: string;
  beforeEach(async () => {
    server = await FakeArchiveServer.start();
    folder = await mkdtemp(join(tmpdir(), 'tl-import-'));
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const write = async (parts: readonly (readonly [string, string | Buffer])[], cutAt = Infinity): Promise<void> => {
    const chunks: Buffer[] = [];
    const tar = new TarWriter((chunk) => {
      chunks.push(Buffer.from(chunk));
      return Promise.resolve();
    });
    for (const [path, content] of parts) await tar.add(path, Buffer.from(content));
    await tar.end();
    await writeFile(join(folder, 'items.tar'), Buffer.concat(chunks).subarray(0, cutAt));
  };
  const importing = async (...args: readonly string[]) => {
    const { code, out, err } = await server.tl(folder, 'import', 'items.tar', '--json', ...args);
    const lines = out
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { summary?: Record<string, unknown>; file?: string; problem?: unknown });
    return { code, err, lines, summary: lines.at(-1)?.summary };
  };

  it('sends the files of an archive after its items, and nothing that is there', async () => {
    await write(WHOLE);
    expect(await importing()).toMatchObject({ code: 0, summary: { imported: 2, files: 2, files_present: 0, complete: true } });
    expect([...server.stored.keys()]).toEqual([SOURCE, FILM]);
    expect(server.stored.get(SOURCE)?.equals(FILES[SOURCE] as Buffer)).toBe(true);
    const received = server.receivedBytes;
    const again = await importing();
    expect(again).toMatchObject({ code: 0, summary: { files: 0, files_present: 2 } });
    expect(server.receivedBytes).toBe(received);
    expect(again.err).not.toContain('history only');
  });

  it('continues a file where its connection was cut, with no byte sent twice', async () => {
    await write(WHOLE);
    server.cutAfter = 3_000_000;
    expect(await importing()).toMatchObject({ code: 0, summary: { files: 2 } });
    expect(server.receivedBytes).toBe(Object.values(FILES).reduce((sum, { length }) => sum + length, 0));
    expect(server.stored.get(SOURCE)?.equals(FILES[SOURCE] as Buffer)).toBe(true);
  });

  it('continues a file that an earlier command has begun', async () => {
    await write(WHOLE);
    server.cutAfter = 3_000_000;
    expect(await importing('--patience', '0')).toMatchObject({ code: 4, summary: { imported: 2, files: 0, complete: false } });
    expect(await importing()).toMatchObject({ code: 0, summary: { files: 2, complete: true } });
    expect(server.receivedBytes).toBe(Object.values(FILES).reduce((sum, { length }) => sum + length, 0));
  });

  it('leaves out a file with other bytes by name, and no other one', async () => {
    await write(WHOLE);
    server.hashes.set(SOURCE, createHash('sha256').update('another').digest('hex'));
    const { code, err, lines, summary } = await importing();
    expect([code, summary]).toMatchObject([3, { files: 1, files_refused: 1, complete: true }]);
    expect(err).toContain(`file ${SOURCE}:`);
    expect(lines.find(({ file }) => file === SOURCE)).toMatchObject({ item: idOf(1), problem: { code: 'import-file-differs' } });
    expect([...server.stored.keys()]).toEqual([FILM]);
  });

  it('counts a file as not needed that a run or another file has made useless while it was sent', async () => {
    await write(WHOLE);
    server.refusedFiles.set(SOURCE, 'import-changed');
    expect(await importing()).toMatchObject({
      code: 0,
      summary: { files: 1, files_refused: 0, files_not_needed: 1, complete: true },
    });
  });

  it('sends no file of an item that was refused or not asked for', async () => {
    await write(WHOLE);
    server.refusedItems.add(idOf(1));
    expect(await importing()).toMatchObject({ code: 3, summary: { refused: 1, files: 1, files_left_out: 1 } });
    server.stored.clear();
    expect(await importing('--only', idOf(1))).toMatchObject({ summary: { files: 0, files_left_out: 1 } });
    expect([...server.stored.keys()]).toEqual([]);
  });

  it('ends at a refusal that all files would get', async () => {
    await write(WHOLE);
    server.refusedFiles.set(SOURCE, 'forbidden');
    expect(await importing()).toMatchObject({ code: 3, summary: { imported: 2, files: 0, files_refused: 0, complete: false } });
  });

  it('sends no files with --dry-run, and says so', async () => {
    await write(WHOLE);
    expect(await importing('--dry-run')).toMatchObject({ code: 0, summary: { files: 0, files_unchecked: 2 } });
    expect(server.receivedBytes).toBe(0);
  });

  it('counts the items and files that the export lacks', async () => {
    const first = ['manifest.json', manifest(EVENTS.length, { items_left_out: 3 })] as const;
    await write([first, ...WHOLE.slice(1), ['missing.ndjson', '{"key":"a"}\n{"key":"b"}\n']]);
    expect(await importing()).toMatchObject({ code: 0, summary: { items_missing: 3, files: 2, files_missing: 2 } });
  });

  it.each([
    ['without manifest.json', without('manifest.json'), /does not begin with manifest\.json/],
    ['without events.ndjson', without('events.ndjson').slice(0, 1), /has no events\.ndjson/],
    ['whose files stand first', [WHOLE[0], ...WHOLE.slice(2), WHOLE[1]], /files stand before events\.ndjson/],
    ['with fewer events than it names', [['manifest.json', manifest(99)], ...WHOLE.slice(1)], /has \d+ lines, and manifest\.json names 99/], // prettier-ignore
    ['with another manifest', [['manifest.json', '{"format":1}'], ...WHOLE.slice(1)], /manifest\.json is not as/],
    ['with other files', [...WHOLE, ['notes.txt', 'x']], /has files that no export/],
  ] as [string, (readonly [string, string | Buffer])[], RegExp][])('refuses an archive %s', async (_, parts, message) => {
    await write(parts);
    const { code, err, summary } = await importing();
    expect([code, summary]).toMatchObject([2, { complete: false }]);
    expect(err).toMatch(message);
  });

  it('halves a batch that the server or a proxy before it does not take, also if the connection breaks', async () => {
    const items = Array.from({ length: 200 }, (_, index) => linesOf(index + 1)).flat();
    await write([
      ['manifest.json', manifest(items.length)],
      ['events.ndjson', items.map((line) => `${line}\n`).join('')],
    ]);
    server.longestBody = 20_000;
    expect(await importing()).toMatchObject({ code: 0, summary: { imported: 200, refused: 0, complete: true } });
    expect(server.batches.flatMap((batch) => batch.items)).toHaveLength(200);
  });

  it.each([true, false])(
    'divides a history that is too long for a request, whoever refuses it (with a code: %s)',
    async (hasCode) => {
      await write([
        ['manifest.json', manifest(linesOf(1).length)],
        [
          'events.ndjson',
          linesOf(1)
            .map((line) => `${line}\n`)
            .join(''),
        ],
      ]);
      server.longestBody = 5_000;
      server.hasCodes = hasCode;
      expect(await importing()).toMatchObject({ code: 0, summary: { imported: 1, refused: 0 } });
      expect(server.batches.length).toBeGreaterThan(1);
      const dry = await importing('--dry-run');
      expect(dry).toMatchObject({ code: 0, summary: { imported: 1, unchecked_commits: expect.any(Number) as number } });
      expect(dry.summary?.['unchecked_commits']).toBeGreaterThan(0);
      expect(dry.err).toContain('the server checks its last');
    },
  );

  it('does not end the import of an item before its last event, if its file of events is cut off between two lines', async () => {
    const lines = linesOf(1).map((line, index, { length }) =>
      JSON.stringify({ ...(JSON.parse(line) as object), ...(index === length - 1 ? { originlast: true } : {}) }),
    );
    const importLines = async (some: readonly string[]) => {
      await writeFile(join(folder, 'items.tar'), `${some.join('\n')}\n`);
      const { code, err } = await importing();
      return { code, err, complete: server.batches.at(-1)?.items[0]?.complete };
    };
    const cut = await importLines(lines.slice(0, -1));
    expect(cut).toMatchObject({ code: 2, complete: false, err: expect.stringContaining('it is cut off') as string });
    expect(await importLines(lines)).toMatchObject({ code: 0, complete: true });
  });

  it('sends nothing of the last item of an archive that is cut off', async () => {
    await write(WHOLE, 1_024 + 400);
    expect(await importing()).toMatchObject({ code: 2, summary: { imported: 0, complete: false } });
    expect(server.batches).toEqual([]);
  });
});
