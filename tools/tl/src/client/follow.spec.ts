import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseEvents, type ServerEvent } from './event-stream.js';
import { follow, applyEvent } from './follow.js';
import { HttpClient } from './http-client.js';
import { RECORDING_OPERATIONS } from '@throughline/api-client/items';
import { RetryLimit } from './retry-limit.js';
import type { RecordingView } from './views.js';

const address = { operations: RECORDING_OPERATIONS, path: { id: 'r' } };
const item = (revision: string, more: object = {}) => ({
  id: 'r',
  title: null,
  status: 'PROCESSING',
  failed: false,
  failed_at_stage: null,
  failed_reason: null,
  progress: 0.1,
  revision,
  created_at: 'x',
  run: { active: true },
  stalled: false,
  on_pause: false,
  pause_until: null,
  pause_reason: null,
  waiting_for: [],
  cancelled_at: null,
  cancel_reason: null,
  deleted_at: null,
  expires_at: null,
  processing_stages: [],
  outputs: [],
  upload_summary: { total: 0, uploaded: 0, failed: 0 },
  ...more,
});
const frame = (event: string, data: unknown, id: string): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\nid: ${id}\n\n`;

const collect = async (chunks: readonly string[]): Promise<{ events: ServerEvent[]; lastId: string | undefined }> => {
  const events: ServerEvent[] = [];
  let lastId: string | undefined;
  const source = (async function* () {
    await Promise.resolve();
    yield* chunks;
  })();
  const keepId = (id: string): void => {
    lastId = id;
  };
  for await (const event of parseEvents(source, keepId)) events.push(event);
  return { events, lastId };
};

describe('reading server-sent events', () => {
  it('yields the same events however the text is split', async () => {
    const text = `retry: 2000\n\n${frame('snapshot', { a: 'ä:\n' }, '1')}: still here\nid: 2\n\ndata: {"b":\ndata: 1}\n\nevent: none\n\n`;
    const expected = {
      events: [
        { event: 'snapshot', data: { a: 'ä:\n' } },
        { event: 'message', data: { b: 1 } },
      ],
      lastId: '2',
    };
    for (let cut = 0; cut <= text.length; cut += 1)
      expect(await collect([text.slice(0, cut), text.slice(cut)])).toEqual(expected);
    expect(await collect(Array.from(text))).toEqual(expected);
  });

  it('merges a progress event into the previous item', () => {
    const held = {
      id: 'r',
      status: 'PROCESSING',
      progress: 0.1,
      processing_stages: [{ stage_type: 'TRIM', status: 'X', progress: 0 }],
    };
    const data = { id: 'r', progress: 0.2, processing_stages: [{ stage_type: 'TRIM', progress: 0.5 }], outputs: [] };
    expect(applyEvent(held, { event: 'progress', data })).toEqual({
      ...held,
      progress: 0.2,
      processing_stages: [{ stage_type: 'TRIM', status: 'X', progress: 0.5 }],
      outputs: [],
    });
    expect(applyEvent(undefined, { event: 'progress', data })).toBeUndefined();
  });
});

describe('follow', () => {
  let server: Server;
  let client: HttpClient;
  const asked: (string | undefined)[] = [];
  let answers: ((request: IncomingMessage, response: ServerResponse) => void)[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.headers['last-event-id'] as string | undefined);
      const answer = answers.shift();
      if (answer === undefined) response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{}');
      else answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    client = new HttpClient(
      { url, token: 'tl_x' },
      () =>
        new RetryLimit(
          () => 60_000,
          () => undefined,
        ),
    );
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    asked.length = 0;
  });

  const events =
    (...frames: string[]) =>
    (_: IncomingMessage, response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(frames.join(''));
    };
  const problem = (status: number, code: string) => (_: IncomingMessage, response: ServerResponse) => {
    const document = { type: 't', title: 't', status, code, detail: 'no' };
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(document));
  };

  it('resumes after a broken connection and after an unavailable server', async () => {
    answers = [
      events(frame('snapshot', item('1'), 'one')),
      problem(503, 'unavailable'),
      events(frame('change', item('2'), 'two')),
    ];
    const seen: (RecordingView | undefined)[] = [];
    for await (const one of follow(client, address)) {
      seen.push(one);
      if (one?.revision === '2') break;
    }
    expect(seen.map((one) => one?.revision)).toEqual(['1', '2']);
    expect(asked).toEqual([undefined, 'one', 'one']);
  });

  it.each([
    [404, 'unknown-path'],
    [429, 'too-many-streams'],
  ])('leaves polling to the caller if there is no stream: %i %s', async (status, code) => {
    answers = [problem(status, code)];
    const seen: unknown[] = [];
    for await (const one of follow(client, address)) seen.push(one);
    expect(seen).toEqual([undefined]);
  });

  it('ends when the server signs the user out', async () => {
    answers = [events(frame('snapshot', item('1'), 'a'), frame('reset', { reason: 'signed-out' }, 'b'))];
    const follower = follow(client, address);
    await follower.next();
    await expect(follower.next()).rejects.toMatchObject({ kind: 'cli', exit: 'refused' });
  });
});
