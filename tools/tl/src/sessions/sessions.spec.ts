import { createServer, type Server } from 'node:http';
import { Writable } from 'node:stream';
import { Terminal } from '../output/terminal.js';
import { runCli } from '../run-cli.js';

const FIRST = '0199f5a0-4f0c-7c3e-9d0a-000000000001';
const SECOND = '0199f5b7-0000-7c3e-9d0a-000000000002';

const session = (id: string, more: object = {}) => ({
  session_id: id,
  status: 'completed',
  progress: 100,
  message: 'Transcription complete!',
  title: `talk ${id.slice(-1)}`,
  audio_filename: null,
  failed_reason: null,
  created_at: '2026-02-05T10:00',
  duration_total: 62,
  allowed: ['download'],
  deleted_at: null,
  expires_at: null,
  erased_at: null,
  ...more,
});
const DELETED = { deleted_at: '2026-02-05T10:00:00.000Z', expires_at: '2026-03-07T10:00:00.000Z' };
const QUEUED = { status: 'pending', queue_position: 2, queue_length: 5 };
const outcome = {
  code: 'deleted',
  detail: 'The item is deleted.',
  try_instead: 'To undo the deletion until then, restore the item.',
};
const unknown = {
  type: '/docs/problems#not-found',
  title: 'Not found',
  status: 404,
  code: 'not-found',
  detail: 'There is no such item.',
};

const begun = {
  id: '7.0',
  type: 'StepStarted',
  step: 'TRANSCRIBE',
  status_after: 'processing',
  failed_after: false,
  message: 'Transcription started on processing-1',
  occurred_at: '2026-02-05T10:00:00.000Z',
};
const byRule = {
  rule: { id: 'PRG-07', says: 'The run is active, and a worker has started.', looked_at: [] },
  lost: [],
  follows_from: [],
};
const explanation = {
  session_id: FIRST,
  revision: '7',
  status: { status: 'processing', since: null, ...byRule },
  failure: { failed: false, step: null, code: null, at: null, reason: null, since: null, ...byRule },
  run: { code: 'active', says: 'A run is active.', since: null },
  steps: [],
  allowed_actions: [],
  projection: { state: 'current', says: 'Lists show it.' },
};

describe('sessions', () => {
  let server: Server;
  let asked: string[];
  let url: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const { pathname, search } = new URL(request.url ?? '', 'http://x');
      const call = `${request.method ?? ''} ${pathname}${search}`;
      asked.push(call);
      const answer = (status: number, body: object): void => {
        const type = status === 404 ? 'application/problem+json' : 'application/json';
        request.resume().on('end', () => response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body)));
      };
      if (call.startsWith('GET /api/v1/recordings?') || call.startsWith('GET /api/v1/documents?'))
        answer(200, { items: [], next_cursor: null });
      else if (call.includes('cursor=2'))
        answer(200, { items: [session(SECOND, DELETED), session(SECOND, QUEUED)], next_cursor: null });
      else if (call.startsWith('GET /api/v1/sessions?')) answer(200, { items: [session(FIRST)], next_cursor: '2' });
      else if (pathname === `/api/v1/sessions/${FIRST}/events`) answer(200, { items: [begun], next_cursor: null });
      else if (pathname === `/api/v1/sessions/${FIRST}/explain`) answer(200, explanation);
      else if (pathname.startsWith(`/api/v1/sessions/${FIRST}`)) answer(200, { ...session(FIRST, DELETED), outcome });
      else answer(404, unknown);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`;
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function tl(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const printed = { out: '', err: '' };
    const into = (name: keyof typeof printed): { stream: Writable; isTTY: boolean; columns: number } => ({
      stream: new Writable({
        write(chunk: Buffer, _, done) {
          printed[name] += chunk.toString();
          done();
        },
      }),
      isTTY: false,
      columns: 80,
    });
    const context = { terminal: new Terminal(into('out'), into('err')), env: { url, token: 't' }, cwd: '/' };
    return { code: await runCli([...args, '--patience', '0'], context), ...printed };
  }

  it('are listed with their progress, page by page', async () => {
    const { code, out } = await tl('sessions');
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^ID +STATUS +PROGRESS +LENGTH +CREATED +TITLE$/),
      expect.stringMatching(new RegExp(`${FIRST} +completed +100 % +1:02 +2026-02-05 10:00 +talk 1`)),
      expect.stringMatching(new RegExp(`${SECOND} +completed \\(deleted\\) +100 % +1:02 +2026-02-05 10:00 +talk 2`)),
      expect.stringMatching(/pending \(queued, 2nd of 5\)/),
    ]);
    await tl('sessions', '--deleted', '--status', 'failed');
    expect(asked.at(-2)).toBe('GET /api/v1/sessions?limit=50&status=failed&deleted=true');
  });

  it.each([
    [['delete', FIRST], 'DELETE', ''],
    [['check', FIRST], 'POST', '/check'],
    [['restore', FIRST], 'POST', '/restore'],
    [['erase', FIRST, '--yes'], 'POST', '/erase'],
  ])('support `tl %j` as recordings do', async (args, method, path) => {
    const { code, out, err } = await tl(...args);
    expect(asked).toEqual([`${method} /api/v1/recordings/${FIRST}${path}`, `${method} /api/v1/sessions/${FIRST}${path}`]);
    expect([code, err]).toEqual([0, 'The item is deleted.\n    To undo the deletion until then, restore the item.\n']);
    expect(out).toMatch(/session +0199f5a0.*\n.*talk 1\n.*completed \(deleted\)\n[^]*kept until +2026-03-07/);
  });

  it.each([
    ['why', '/explain', /^0199f5a0.*\nprocessing\n[^]*The run is active, and a worker has started\. \(PRG-07\)/],
    ['events', '/events?limit=500', /processing +StepStarted +TRANSCRIBE +Transcription started on processing-1/],
  ])('are shown by `tl %s` as recordings are', async (command, path, text) => {
    const { code, out } = await tl(command, FIRST);
    expect(asked).toEqual([`GET /api/v1/recordings/${FIRST}${path}`, `GET /api/v1/sessions/${FIRST}${path}`]);
    expect([code, out]).toEqual([0, expect.stringMatching(text)]);
    asked.length = 0;
    expect((await tl(command, '0199f5a0')).out).toBe(out);
    expect(asked.at(-1)).toBe(`GET /api/v1/sessions/${FIRST}${path}`);
    expect((await tl(command, SECOND)).code).toBe(3);
  });

  it('are found by an id prefix', async () => {
    expect((await tl('delete', '0199f5a0')).code).toBe(0);
    expect(asked.at(-1)).toBe(`DELETE /api/v1/sessions/${FIRST}`);
    const none = await tl('delete', 'ffffffff');
    expect([none.code, none.err]).toEqual([3, expect.stringContaining('None of your recordings and sessions has an id')]);
  });

  it("cause the server's refusal if the id is unknown", async () => {
    const { code, err } = await tl('delete', SECOND);
    expect([code, err]).toEqual([3, expect.stringContaining('There is no such item. [not-found]')]);
  });
});
