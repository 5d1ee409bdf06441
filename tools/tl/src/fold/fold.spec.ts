import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { toCloudEvents, type CloudEvent } from '@throughline/contracts';
import { isPresent, renderOutcome } from '@throughline/domain';
import { Journey, aRun } from '@throughline/domain/testing';
import { TarWriter } from '../archive/tar-writer.js';
import type { CliContext } from '../commands/context.js';
import { EXIT } from '../exit.js';
import { Terminal } from '../output/terminal.js';
import { runCli } from '../run-cli.js';
import { foldFile } from './fold-file.js';

const GOLDEN = fileURLToPath(new URL('../../../../libs/domain/golden', import.meta.url));
const OTHER = '0190a000-0000-7000-8000-0000000000ff';

/** The events of a journey as an export has them. */
const exported = (journey: Journey, id = journey.assetId, first = 1): readonly CloudEvent[] =>
  journey.commits.flatMap(({ commit }, index) =>
    toCloudEvents(
      {
        assetId: id,
        position: String(first + index),
        commit: {
          id: `commit-${String(index)}`,
          actor: { kind: 'user', id: 'anna' },
          causationId: 'cause',
          correlationId: 'correlation',
          ...commit,
        },
      },
      '/api/v1/recordings',
    ),
  );
const linesOf = (events: readonly unknown[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');

describe('tl fold', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-fold-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const tl = async (...args: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const [outText, errText] = [text(out), text(err)];
    const terminal = new Terminal({ stream: out, isTTY: false, columns: 80 }, { stream: err, isTTY: false, columns: 80 });
    const code = await runCli(['fold', ...args], { terminal, env: { url: undefined, token: undefined }, cwd: folder });
    out.end();
    err.end();
    return { code, out: await outText, err: await errText };
  };
  const write = (name: string, content: string | Uint8Array): Promise<void> => writeFile(join(folder, name), content);

  it('folds what the exporting system had imported as it is there: nothing of it is under way', async () => {
    const open = aRun().through('DOWNLOAD');
    open.start('TRIM');
    const lines = (imported: object) => linesOf(exported(open).map((event) => ({ ...event, ...imported })));
    const importedAt = { originref: 'elsewhere/1', importedat: '2028-03-01T09:00:00.000Z' };
    const there = new Journey(open.assetId).importFrom(open);
    await write('own.jsonl', lines({}));
    await write('imported.jsonl', lines(importedAt));
    const fold = async (file: string): Promise<unknown> => JSON.parse((await tl(file, '--json', '--save', file.slice(0, 3))).out);
    const own = await fold('own.jsonl');
    const imported = await fold('imported.jsonl');
    expect(own).toMatchObject(renderOutcome(open.state) as object);
    expect(imported).toMatchObject(renderOutcome(there.state) as object);
    const [saved = ''] = await readdir(join(folder, 'imp'));
    expect(JSON.parse(await readFile(join(folder, 'imp', saved), 'utf8'))).toMatchObject({
      log: expect.arrayContaining([expect.objectContaining({ origin: { kind: 'imported', ref: 'elsewhere/1' } })]) as unknown[],
    });
    expect(await tl('--check', 'imp')).toMatchObject({ code: 0 });
  });

  const run = aRun();
  const waiting = run.through('DOWNLOAD');
  const events = exported(waiting);

  it('prints the status of an item that an export has', async () => {
    await write('events.jsonl', linesOf(events));
    const { code, out, err } = await tl('events.jsonl');
    expect([code, out.split(/ {2,}/).slice(0, 2)]).toEqual([EXIT.done, [waiting.assetId, 'DOWNLOADED']]);
    expect(err).toContain(`1 item, ${String(events.length)} events`);
  });

  it('prints with --json one object in each line, in the order of the file, also if the items are mixed', async () => {
    const other = exported(waiting, OTHER, 100).slice(0, 2);
    await write('events.jsonl', linesOf([events[0], other[0], ...events.slice(1), ...other.slice(1)]).replaceAll('\n', '\r\n\n'));
    const rows = (await tl('events.jsonl', '--json')).out
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as Record<string, unknown>);
    expect(rows.map(({ id, status }) => [id, status])).toEqual([
      [waiting.assetId, 'DOWNLOADED'],
      [OTHER, 'INITIALIZED'],
    ]);
    expect(rows[0]).toMatchObject({ stages: { TRIM: 'PENDING' }, outputs: { library: 'PENDING' }, deleted_at: null });
  });

  /** The second event of a commit. */
  const second = events.findLastIndex(({ id }) => id.endsWith('.1'));
  const at = (time: string): CloudEvent => ({ ...(events[1] as CloudEvent), time });
  it.each([
    ['text that is no JSON', linesOf([events[0]]) + '{"a":', 2, 'it is not JSON'],
    ['another JSON', linesOf([events[0], { a: 1 }]), 2, 'no event of Throughline: / must have required properties'],
    ['a missing beginning', linesOf(events.slice(1)), 1, 'does not begin with AssetRegistered'],
    ['a missing line', linesOf(events.toSpliced(second - 1, 1)), second, 'lines are missing, repeated or out of order'],
    ['a repeated line', linesOf([events[0], events[0]]), 2, 'lines are missing, repeated or out of order'],
    ['a time before that of the line above', linesOf([events[0], at('2020-01-01T00:00:00Z')]), 2, 'is before that of line 1'],
    ['a time in the future', linesOf([events[0], at('2999-01-01T00:00:00Z')]), 2, 'lies in the future'],
  ])('names the line of %s', async (_, content, line, problem) => {
    await write('events.jsonl', content);
    const { code, err } = await tl('events.jsonl');
    expect(code).toBe(EXIT.usage);
    expect(err).toContain(`events.jsonl, line ${String(line)}: `);
    expect(err).toContain(problem);
  });

  it('accepts a wrong clock with --any-times', async () => {
    await write('events.jsonl', linesOf([events[0], at('2999-01-01T00:00:00Z')]));
    expect(await tl('events.jsonl', '--any-times')).toMatchObject({ code: EXIT.done });
  });

  it('names the line of broken UTF-8, and with --json as data', async () => {
    await write('events.jsonl', Buffer.concat([Buffer.from(linesOf([events[0]])), Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a])]));
    const { code, err } = await tl('events.jsonl', '--json');
    expect([code, JSON.parse(err.trim().split('\n').at(-1) ?? '')]).toEqual([
      EXIT.usage,
      { error: { message: 'events.jsonl, line 2: it is not UTF-8', code: 'bad-line', try_instead: null, exit_code: EXIT.usage } },
    ]);
  });

  it('never repeats the content of a line in an error', async () => {
    await write('events.jsonl', linesOf([{ ...events[0], data: { owner: ['Zanzibar'], personal: { title: 'Zanzibar' } } }]));
    expect((await tl('events.jsonl')).err).not.toContain('Zanzibar');
  });

  it.each([
    [[]],
    [['a.jsonl', '--check', 'b']],
    [['--check', 'b', '--save', 'c']],
    [['--check', 'b', '--any-times']],
    [['a.json', '--save', 'c']],
    [['a.json', '--any-times']],
    [['missing.jsonl']],
    [['.']],
  ])('refuses %j as wrong usage', async (args) => {
    expect(await tl(...args)).toMatchObject({ code: EXIT.usage, out: '' });
  });

  it('reports an item at which the rules throw, without its events, and goes on with the others', async () => {
    await write('events.jsonl', linesOf([...events, ...exported(waiting, OTHER, 100)]));
    const [out, err] = [new PassThrough(), new PassThrough()];
    const terminal = new Terminal({ stream: out, isTTY: false, columns: 80 }, { stream: err, isTTY: false, columns: 80 });
    const render: typeof renderOutcome = (state) => {
      if (isPresent(state) && state.assetId === waiting.assetId) throw new TypeError('Zanzibar');
      return renderOutcome(state);
    };
    const context = { terminal, env: { url: undefined, token: undefined }, cwd: folder } as unknown as CliContext;
    const [outText, errText] = [text(out), text(err)];
    await expect(foldFile(context, 'events.jsonl', {}, render)).rejects.toMatchObject({
      message: 'The rules of this release fail at 1 of 2 items',
    });
    out.end();
    err.end();
    expect(await outText).toContain(OTHER);
    const stderr = await errText;
    expect(stderr).toContain(`item ${waiting.assetId}, from line 1: the rules of this release fail (TypeError)`);
    expect(stderr).not.toContain('Zanzibar');
  });

  it('folds the events of an archive, and names an archive that has none or is cut off', async () => {
    const archiveOf = async (name: string, content: string): Promise<Buffer> => {
      const parts: Buffer[] = [];
      const tar = new TarWriter((chunk) => {
        parts.push(Buffer.from(chunk));
        return Promise.resolve();
      });
      await tar.add(name, Buffer.from(content));
      await tar.end();
      return Buffer.concat(parts);
    };
    const lines = linesOf(exported(aRun().through('DOWNLOAD')));
    await write('events.jsonl', lines);
    await write('items.tar', await archiveOf('events.ndjson', lines));
    const { code, out } = await tl('items.tar');
    expect([code, out]).toEqual([EXIT.done, (await tl('events.jsonl')).out]);
    await write('other.tar', await archiveOf('notes.txt', 'none'));
    const other = await tl('other.tar');
    expect([other.code, other.out]).toEqual([EXIT.usage, '']);
    expect(other.err).toContain('other.tar: it has no events.ndjson');
    await write('cut.tar', (await archiveOf('events.ndjson', lines)).subarray(0, 600));
    const cut = await tl('cut.tar');
    expect(cut.code).toBe(EXIT.usage);
    expect(cut.err).toContain('cut.tar: the archive is cut off: its end is missing');
  });

  it('folds an empty file to an error, not to nothing', async () => {
    await write('events.jsonl', '\n');
    expect(await tl('events.jsonl')).toMatchObject({ code: EXIT.usage, err: expect.stringContaining('no events') as string });
  });

  describe('--save and --check', () => {
    it('writes a golden log without texts, which this release then confirms', async () => {
      await write('events.jsonl', linesOf([...events, ...exported(waiting, OTHER, 100)]));
      expect(await tl('events.jsonl', '--save', 'golden')).toMatchObject({ code: EXIT.done });
      const files = await readdir(join(folder, 'golden'));
      expect(files.sort()).toEqual([`${waiting.assetId}.json`, `${OTHER}.json`].sort());
      const content = await readFile(join(folder, 'golden', `${OTHER}.json`), 'utf8');
      expect(content).not.toContain('personal');
      expect(JSON.parse(content)).toMatchObject({ assetId: OTHER, expected: { status: 'DOWNLOADED' } });
      expect(await tl('--check', 'golden')).toMatchObject({ code: EXIT.done, out: '' });
      expect((await tl(`golden/${OTHER}.json`)).out).toContain('DOWNLOADED');
    });

    it('never changes a golden log', async () => {
      await write('events.jsonl', linesOf(events));
      await tl('events.jsonl', '--save', 'golden');
      expect(await tl('events.jsonl', '--save', 'golden')).toMatchObject({ code: EXIT.usage });
    });

    it('confirms the golden logs of the product', async () => {
      const { code, err } = await tl('--check', GOLDEN);
      expect([code, err]).toEqual([EXIT.done, expect.stringMatching(/^(\d+) of \1 histories have their expected outcome\n$/)]);
    });

    it('names each difference, and each log that this release cannot read', async () => {
      const golden = JSON.parse(await readFile(join(GOLDEN, 'flr-06.json'), 'utf8')) as Record<string, unknown> & {
        expected: object;
        log: object[];
      };
      const expected = { ...golden.expected, status: 'UPLOADED', stages: { TRIM: 'COMPLETED' } };
      await write('changed.json', JSON.stringify({ ...golden, expected }));
      await write('newer.json', JSON.stringify({ ...golden, log: golden.log.map((commit) => ({ ...commit, minReader: 999 })) }));
      const { code, out, err } = await tl('--check', '.');
      expect(code).toBe(EXIT.failed);
      expect(out).toContain('status: expected "UPLOADED", is "READY"');
      expect(out).toContain('stages: expected {"TRIM":"COMPLETED"}, is {"TRIM":"COMPLETED","TRANSCRIBE":"SKIPPED"');
      expect(out).toContain('newer.json commit 1: A commit for readers from version 999 on');
      expect(err).toContain('0 of 2 histories');
      const report = JSON.parse((await tl('--check', '.', '--json')).out) as { differences: { file: string }[] };
      expect(report.differences.map(({ file }) => file)).toEqual(['changed.json', 'newer.json']);
    });

    it.each([
      ['no JSON', '{'],
      ['no golden log', '{}'],
    ])('refuses a folder with %s, and an empty one', async (_, content) => {
      expect(await tl('--check', '.')).toMatchObject({ code: EXIT.usage });
      await write('a.json', content);
      expect(await tl('--check', '.')).toMatchObject({
        code: EXIT.usage,
        err: expect.stringContaining('a.json is no') as string,
      });
    });
  });
});
