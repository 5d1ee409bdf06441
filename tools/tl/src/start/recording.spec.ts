import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { HttpClient } from '../client/http-client.js';
import { RetryLimit } from '../client/retry-limit.js';
import type { RecordingView } from '../client/views.js';
import { RECORDING_ID as ID, aRecording } from '#testing/a-recording.js';
import { checkFile, runRecording, type RecordingChoice } from './recording.js';

describe('checkFile', () => {
  it.each(['https://files.example/talk.mp4', 'HTTP://files.example/talk.mp4'])(
    'accepts an address without looking at it: %s',
    async (url) => {
      expect(await checkFile(url)).toBe(url);
    },
  );

  it.each([
    ['nothing.mp4', 'cannot be read'],
    ['.', 'is not a file'],
    ['ftp://files.example/talk.mp4', 'only https:// and http:// are'],
  ])('rejects %s', async (file, says) => {
    await expect(checkFile(file)).rejects.toMatchObject({ exit: 'usage', message: expect.stringContaining(says) as string });
  });
});

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
}

describe('runRecording', () => {
  const AT = `/api/v1/recordings/${ID}`;
  const done = aRecording({ status: 'READY', terminal: true });
  const running = aRecording({ status: 'PROCESSING', terminal: false, run: { active: true } });
  let server: Server;
  let folder: string;
  let seen: { line: string; key: unknown; body: string }[];
  let answers: Record<string, Answer[]>;
  let stored: unknown;
  beforeEach(async () => {
    [seen, answers, stored] = [[], {}, undefined];
    folder = await mkdtemp(join(tmpdir(), 'tl-start-'));
    await writeFile(join(folder, 'talk.mp4'), 'content');
    const lineOf = ({ method = '', url = '' }: IncomingMessage): string => `${method} ${url}`;
    server = createServer((request, response) => {
      void text(request).then((body) => {
        seen.push({ line: lineOf(request), key: request.headers['idempotency-key'], body });
        const { status = 200, body: answer } = answers[lineOf(request)]?.shift() ?? { status: 500 };
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const run = async (choice: Partial<RecordingChoice>, signal?: AbortSignal, onRetry: () => void = () => undefined) => {
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const newPatience = (): RetryLimit => new RetryLimit(() => 600_000, onRetry, signal);
    const shown: string[] = [];
    const known: RecordingView[] = [];
    const data = {
      readJson: () => Promise.resolve(stored),
      writeJson: (_: string, value: unknown) => {
        stored = value;
        return Promise.resolve();
      },
    };
    const recording = await runRecording(
      new HttpClient({ url, token: 't' }, newPatience, signal),
      data,
      { file: undefined, language: undefined, projectRoot: folder, ...choice },
      { show: ({ status }) => shown.push(status), known: (one) => known.push(one) },
    );
    return { recording, shown, known };
  };

  it('registers an address with one idempotency key, even if the gateway is unavailable at first, and follows it', async () => {
    answers = {
      'POST /api/v1/recordings': [{ status: 503 }, { status: 202, body: running }],
      [`GET ${AT}?wait=1&after_revision=7`]: [{ body: done }],
    };
    const { shown, known } = await run({ file: 'https://files.example/talk.mp4', language: 'en' });
    expect([shown, known]).toEqual([['PROCESSING', 'READY'], []]);
    const [first, second] = seen;
    expect(first).toEqual(second);
    expect(first?.key).toEqual(expect.any(String));
    expect(JSON.parse(first?.body ?? '')).toEqual({ url: 'https://files.example/talk.mp4', language: 'en', run: true });
  });

  it('runs a file again that was registered before and did not succeed', async () => {
    const problem = { code: 'duplicate', detail: 'The file is already registered.', existing_id: ID };
    answers = {
      'POST /api/v1/recordings': [{ status: 409, body: problem }],
      [`GET ${AT}`]: [{ body: { ...done, status: 'UPLOADED' } }, { body: done }],
      [`POST ${AT}/run`]: [{ status: 202, body: running }],
    };
    const { shown, known } = await run({ file: join(folder, 'talk.mp4') });
    expect([shown, known]).toMatchObject([['READY'], [{ status: 'UPLOADED' }]]);
    expect(seen[0]?.body).toContain('content');
  });

  it('does not register the sample twice', async () => {
    stored = { recording: ID };
    answers = { [`GET ${AT}`]: [{ body: done }] };
    expect(await run({})).toMatchObject({ recording: { id: ID }, shown: ['READY'] });
  });

  it('ends at once when it is aborted, also between two attempts', async () => {
    const stop = new AbortController();
    answers = { 'POST /api/v1/recordings': [{ status: 503 }] };
    const ended = run({ file: 'https://files.example/talk.mp4' }, stop.signal, () => {
      setImmediate(() => {
        stop.abort();
      });
    });
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toHaveLength(1);
  });
});
