import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '../client/answer.js';
import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';
import { EventBatches, readEventLine, type LineVerdict } from './event-batches.js';

const SEND = 'POST /api/v1/admin/events';
const accepted = (id: string) => ({ id, status: 'accepted', item_id: 'item', revision: '7', problem: null });
const refusalOf = (id: string | null, code = 'attempt-closed') => ({
  id,
  status: 'refused',
  item_id: null,
  revision: null,
  problem: { code, detail: 'The attempt has ended.', try_instead: 'List the open attempts.' },
});

describe('tl event send', () => {
  let server: StubServer;
  let folder: string;
  beforeAll(async () => {
    server = await StubServer.start();
    folder = await mkdtemp(join(tmpdir(), 'tl-events-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const fileOf = async (...lines: readonly (string | Buffer)[]): Promise<string> => {
    const path = join(folder, 'events.ndjson');
    await writeFile(path, Buffer.concat(lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from('\n')]))));
    return path;
  };
  const verdicts = (...items: readonly object[]) => ({ [SEND]: { body: { items } } });

  it('sends the events of a file in its order, and counts their verdicts', async () => {
    server.prepare(verdicts(accepted('a'), { ...accepted('b'), status: 'repeated' }));
    const { code, out, err } = await server.tl('event', 'send', await fileOf('{"id":"a"}', '', '{"id": "b"}'));
    expect([code, err]).toEqual([EXIT.done, '']);
    expect(out).toMatch(/^accepted +1\nrepeated +1\nrefused +0\nbad lines +0\n$/);
    expect(server.changes.map(({ line, body }) => [line, body])).toEqual([[SEND, { events: [{ id: 'a' }, { id: 'b' }] }]]);
  });

  it('lists refused events by their line', async () => {
    server.prepare(verdicts(accepted('a'), refusalOf('b')));
    const { code, err } = await server.tl('event', 'send', await fileOf('', '{"id":"a"}', '{"id":"b"}'));
    expect(code).toBe(EXIT.refused);
    expect(err).toContain('line 3: The attempt has ended. [attempt-closed] List the open attempts.\n');
    expect(err).toContain('1 event was refused [events-refused]');
  });

  it('sends the other events of a file with lines that are none', async () => {
    server.prepare(verdicts(accepted('a')));
    const broken = ['{"half', '[1]', 'null', Buffer.from([0x7b, 0xff, 0x7d]), 'x'.repeat(300_000)];
    const { code, err } = await server.tl('event', 'send', await fileOf(...broken, '{"id":"a"}'));
    expect(code).toBe(EXIT.usage);
    expect(err.split('\n').slice(0, 5)).toEqual([
      'line 1: it is not JSON',
      'line 2: it is not a JSON object',
      'line 3: it is not a JSON object',
      'line 4: it is not UTF-8',
      'line 5: it is longer than an event may be',
    ]);
    expect(server.changes).toHaveLength(1);
  });

  it('prints a verdict in each line with --json, and a summary as the last one', async () => {
    server.prepare(verdicts(accepted('a'), refusalOf(null, 'invalid')));
    const { code, out } = await server.tl('event', 'send', await fileOf('{"id":"a"}', '{}'), '--json');
    expect(code).toBe(EXIT.refused);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { line: 1, ...accepted('a') },
      { line: 2, ...refusalOf(null, 'invalid') },
      { summary: { accepted: 1, repeated: 0, refused: 1, bad_lines: 0 } },
    ]);
  });

  it('says what is wrong with the file or the server', async () => {
    server.prepare({});
    expect((await server.tl('event', 'send', join(folder, 'none'))).err).toMatch(/none cannot be read/);
    expect(await server.tl('event', 'send', await fileOf(''))).toMatchObject({
      code: EXIT.usage,
      out: expect.stringMatching(/0/),
    });
    server.prepare({ [SEND]: problem(403, 'forbidden', 'The token may not write.') });
    expect(await server.tl('event', 'send', await fileOf('{"id":"a"}'))).toMatchObject({ code: EXIT.refused });
    server.prepare({ [SEND]: problem(503, 'unavailable', 'The log does not answer.') });
    expect(await server.tl('event', 'send', await fileOf('{"id":"a"}'))).toMatchObject({ code: EXIT.unreachable });
    server.prepare(verdicts());
    expect(await server.tl('event', 'send', await fileOf('{"id":"a"}'))).toMatchObject({ code: EXIT.failed });
  });

  it('explains itself', async () => {
    const { code, out } = await server.tl('event', 'send', '--help');
    expect([code, out]).toEqual([EXIT.done, expect.stringContaining('Exit codes: 0 every event is in the items')]);
  });
});

describe('the batches of events', () => {
  const verdicts: LineVerdict[] = [];
  const requests: { id: string }[][] = [];
  const batchesOver = (answer: (ids: readonly string[]) => Answer): EventBatches => {
    [verdicts.length, requests.length] = [0, 0];
    const client = {
      answer: ({ text = '' }: { readonly text?: string }) => {
        const { events } = JSON.parse(text) as { events: { id: string }[] };
        requests.push(events);
        return Promise.resolve(answer(events.map(({ id }) => id)));
      },
    };
    return new EventBatches(client, (verdict) => Promise.resolve(void verdicts.push(verdict)));
  };
  const ok = (ids: readonly string[]): Answer => ({
    status: 200,
    headers: {},
    body: JSON.stringify({ items: ids.map(accepted) }),
  });
  const addAll = async (batches: EventBatches, ids: readonly string[], padding = ''): Promise<void> => {
    for (const [index, id] of ids.entries()) await batches.add({ line: index + 1, text: JSON.stringify({ id, padding }) });
    await batches.flush();
  };
  const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `e${String(index)}`);

  it('have at most 100 events and half a mebibyte', async () => {
    await addAll(batchesOver(ok), ids(250));
    expect(requests.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(verdicts.map(({ line }) => line)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
    await addAll(batchesOver(ok), ids(10), 'x'.repeat(200_000));
    expect(requests.map(({ length }) => length)).toEqual([2, 2, 2, 2, 2]);
  });

  it('are divided until only the event that the server cannot read is refused, in order', async () => {
    const { status, body } = problem(400, 'invalid', 'must not contain NUL');
    const batches = batchesOver((sent) =>
      sent.includes('e5') ? { status: status ?? 0, headers: {}, body: JSON.stringify(body) } : ok(sent),
    );
    await addAll(batches, ids(8));
    expect(verdicts.map(({ line, id, status: verdict }) => [line, id, verdict])).toEqual(
      ids(8).map((id, index) => [index + 1, id, id === 'e5' ? 'refused' : 'accepted']),
    );
    expect(verdicts[5]?.problem).toMatchObject({ code: 'invalid', detail: 'must not contain NUL' });
  });

  it('never repeat the content of a line that cannot be read', () => {
    expect(() => readEventLine({ number: 4, bytes: Buffer.from('{"secret') })).toThrow('line 4: it is not JSON');
  });
});

describe('tl event senders', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  const sender = {
    sender: 'nats:lab',
    accepted: 4,
    repeated: 1,
    refused: 31,
    refusals: [{ code: 'attempt-closed', count: 31 }],
    last_hour: { events: 40, refused: 28, delayed: 0 },
    waiting: 3,
    last_event_at: '2026-02-05T10:00:00.000Z',
    concern: 'refused',
  };

  it('lists verdicts, refusals and rates', async () => {
    const body = {
      since: '2026-02-05T08:00:00.000Z',
      items: [sender, { ...sender, sender: 'user:1', waiting: null, concern: null }],
    };
    server.prepare({ 'GET /api/v1/admin/events/senders': { body } });
    const { code, out, err } = await server.tl('event', 'senders');
    expect(code).toBe(EXIT.done);
    expect(out).toMatch(/nats:lab +4 +1 +31 +3 +40 in the last hour .* most of its events are refused: attempt-closed 31\n/);
    expect(out).toMatch(/user:1 +4 +1 +31 +\? .* attempt-closed 31\n/);
    expect(err).toContain('Counted since');
    expect(JSON.parse((await server.tl('event', 'senders', '--json')).out)).toEqual(body);
  });
});
