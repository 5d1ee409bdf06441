import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeImports } from '#testing/fake-imports.js';
import { oldRows, toCsv, toNdjson } from '#testing/old-log.js';
import { RowSpool } from './row-spool.js';

describe('a hostile log', () => {
  let server: FakeImports;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-hostile-spec-'));
    server = await FakeImports.start();
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const migrate = async (name: string, content: string | Uint8Array, ...args: readonly string[]) => {
    await writeFile(join(folder, name), content);
    return server.tl(folder, 'migrate', name, ...args);
  };
  const good = toNdjson(oldRows());
  const row = (change: object): object => ({ ...oldRows()[0], id: 50, file_id: 66, ...change });

  it.each<[string, string | Uint8Array, string]>([
    [
      'a text that is not UTF-8',
      Buffer.from(`${JSON.stringify(row({ message: 'caf\u00e9' }))}\n`, 'latin1'),
      'the line is not UTF-8',
    ],
    [
      'a time of the future',
      `${JSON.stringify(row({ timestamp: '2999-01-01 00:00:00' }))}\n`,
      'its time 2999-01-01T00:00:00.000Z lies in the future',
    ],
    ['a time that is none', `${JSON.stringify(row({ timestamp: 'yesterday' }))}\n`, 'timestamp is no time'],
    [
      'an id that JSON has rounded',
      `${JSON.stringify(row({})).replace('"id":50', '"id":90071992547409930')}\n`,
      'id is a number that JSON does not keep exactly',
    ],
    [
      'an actor with an address',
      `${JSON.stringify(row({ actor: 'user:anna@example.org' }))}\n`,
      'actor is neither user:ID nor service:NAME',
    ],
    ['a text that is an object', `${JSON.stringify(row({ message: { a: 1 } }))}\n`, 'message is no text'],
    ['NUL in a text', `${JSON.stringify(row({ detail: 'a\0b' }))}\n`, 'NUL'],
    ['a repeated id', `${JSON.stringify(row({}))}\n${JSON.stringify(row({}))}\n`, 'another row has the same id'],
  ])('with %s loses only that file, and names the line', async (_what, bad, problem) => {
    const content = Buffer.concat([Buffer.from(good), Buffer.from(bad)]);
    const { code, out } = await migrate('logs.ndjson', content);
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringMatching(/^file 66: cannot be understood\n {4}line 1[23], row/) as string,
    });
    expect(out).toContain(problem);
    expect(server.items.size).toBe(3);
  });

  it.each<[string, string, string, string]>([
    ['no JSON', 'logs.ndjson', `${good}{"id": 5, "file_id": 7,\n`, 'line 12: it is not JSON'],
    ['no file', 'logs.ndjson', `${good}{"event": "x"}\n`, 'line 12: it has no file_id'],
    [
      'a line without end',
      'logs.ndjson',
      `${JSON.stringify(row({ detail: 'x'.repeat(2_000_000) }))}\n${good}`,
      'line 1: it is longer than 1048576 bytes',
    ],
    ['a missing field', 'logs.csv', `${toCsv(oldRows())}12,7,hash_file\r\n`, 'line 15: it has 3 fields instead of 8'],
  ])('with a line that has %s is written only if the person accepts the loss', async (_what, name, content, problem) => {
    const blocked = await migrate(name, content);
    expect(blocked).toMatchObject({
      code: 1,
      out: expect.stringContaining(problem) as string,
      err: expect.stringContaining('Nothing was written. ') as string,
    });
    expect(server.requests).toHaveLength(0);
    expect(await migrate(name, content, '--dry-run')).toMatchObject({
      code: 1,
      out: expect.stringContaining('would be imported') as string,
    });
    await migrate(name, content, '--skip-unreadable');
    expect(server.items.size).toBe(3);
  });

  it.each([
    [
      'a quote that is never closed',
      `${toCsv(oldRows())}12,7,,hash_file,success,"never closed\r\n${'x,'.repeat(600_000)}\n`,
      'logs.csv, line 15: a row does not end',
    ],
    [
      'quotes within a field',
      `${toCsv(oldRows())}12,"7" or 8,,hash_file,success,,,2024-01-01 00:00:00\r\n`,
      'line 15: a row does not end',
    ],
    [
      'no line of names',
      toCsv(oldRows()).split('\r\n').slice(1).join('\r\n'),
      'logs.csv has no column id, file_id, step_name, status, timestamp',
    ],
    ['nothing', '', 'logs.csv has no column id'],
  ])('in CSV with %s is refused', async (_what, content, message) => {
    expect(await migrate('logs.csv', content, '--skip-unreadable')).toMatchObject({
      code: 2,
      err: expect.stringContaining(message) as string,
    });
    expect(server.requests).toHaveLength(0);
  });

  it('with more than 10,000 rows of a file loses only that file, and names it', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => row({ id: 1_000 + index }));
    expect(await migrate('logs.ndjson', `${good}${toNdjson(many)}`)).toMatchObject({
      code: 1,
      out: 'file 66: cannot be understood\n    the file has 10001 rows, more than 10000. Leave it in the older system.\n',
    });
    expect(server.items.size).toBe(3);
  });

  it('whose times run backwards is read by its times', async () => {
    expect(await migrate('logs.ndjson', toNdjson(oldRows().toReversed()))).toMatchObject({ code: 0 });
    const times = [...server.items.values()].map((events) => events.map(({ time }) => time));
    for (const each of times) expect(each).toEqual([...each].sort());
  });

  it('is spooled into files that nobody else can open, and that are gone at once', async () => {
    const spool = await RowSpool.open(folder, 200_000);
    expect(await readdir(folder)).toEqual([]);
    const [first] = oldRows();
    const one = { id: '1', step: 'hash_file', status: 'success', at: '2024', time: first?.timestamp ?? '' };
    for (let index = 0; index < 3_000; index += 1)
      await spool.add({ fileId: `f\t"${String(index % 500)}`, row: { ...one, id: String(index), detail: 'ä'.repeat(5_000) } });
    const found: [string, number][] = [];
    for await (const { fileId, rows } of spool.files()) found.push([fileId, rows.length]);
    expect(found).toHaveLength(500);
    expect(new Set(found.map(([fileId]) => fileId)).size).toBe(500);
    expect(found.every(([, rows]) => rows === 6)).toBe(true);
    await spool.close();
  });
});
