import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import type { BulkProgress } from '@throughline/api-client';
import { Terminal } from '../output/terminal.js';
import { runCli } from '../run-cli.js';
import { progressText } from './bulk-text.js';
import { filtersOf } from './bulk.js';

const ID = '0199f5a0-7d1e-7aa0-9b1c-2f6d8f0f2b11';
const bulk = (change: Partial<BulkProgress> = {}): BulkProgress => ({
  id: ID,
  noun: 'recording',
  action: 'run',
  state: 'previewed',
  total: 3,
  previewed: 3,
  done: 0,
  verdict_totals: { change: 2, skip: 0, refuse: 1, error: 0 },
  verdicts: [
    { verdict: 'change', code: 'started', count: 2, detail: 'The run would start.' },
    { verdict: 'refuse', code: 'already-running', count: 1, detail: 'A run is in progress.' },
  ],
  outcome_totals: { changed: 0, skipped: 0, refused: 0, error: 0, left_out: 0 },
  outcomes: [],
  changed_since_preview: 0,
  plan_changes: [],
  waiting_since: null,
  requested_by: 'user',
  executed_by: null,
  created_at: '2026-02-05T10:00:00.000Z',
  started_at: null,
  ended_at: null,
  expires_at: '2026-02-06T10:00:00.000Z',
  rate: null,
  eta: null,
  eta_reason: 'not-running',
  ...change,
});
const done = bulk({
  state: 'done',
  done: 3,
  outcomes: [{ outcome: 'changed', code: 'started', count: 3, detail: 'The run has started.' }],
});

describe('tl bulk', () => {
  let server: Server;
  let url: string;
  let requests: { readonly call: string; readonly body: unknown }[];
  let answers: Readonly<Record<string, () => BulkProgress>>;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const call = `${request.method ?? ''} ${(request.url ?? '').replace('/api/v1', '').replace(ID, 'ID')}`;
        const text = Buffer.concat(chunks).toString('utf8');
        requests.push({ call, body: text === '' ? undefined : JSON.parse(text) });
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answers[call]?.() ?? done));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    requests = [];
    answers = { 'POST /recordings/bulk/preview': () => bulk() };
  });

  const tl = async (args: readonly string[], confirm?: (question: string) => Promise<boolean>) => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const ofStream = (stream: PassThrough) => ({ stream, isTTY: false, columns: 80 });
    const terminal = new Terminal(ofStream(out), ofStream(err));
    const env = { url, token: 'tl_none' };
    const code = await runCli(args, { terminal, env, cwd: '/', ...(confirm === undefined ? {} : { confirm }) });
    return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
  };
  const calls = (): readonly string[] => requests.map(({ call }) => call);

  it('previews, executes and reports with --yes', async () => {
    const { code, out, err } = await tl(['bulk', 'run', '--failed', '--status', 'PROCESSING,READY', '--yes']);
    expect({ code, err: err.split('\n')[0] }).toEqual({
      code: 0,
      err: expect.stringMatching(/^2 +change +The run would start\./) as string,
    });
    expect(out).toMatch(/^3 +changed +The run has started\./);
    expect(calls()).toEqual(['POST /recordings/bulk/preview', 'POST /bulk/ID/execute', 'GET /bulk/ID']);
    expect(requests[0]?.body).toEqual({ action: 'run', filters: { status: ['PROCESSING', 'READY'], failed: true } });
  });

  it.each<[string, readonly string[], object]>([
    ['transfer', ['--library', '01KTR8DXF5S6T7V8W9XYZABCDE'], { library_id: '01KTR8DXF5S6T7V8W9XYZABCDE' }],
    ['bind', ['--template', '15', '--reset-preferences'], { template_id: 15, reset_preferences: true }],
    ['unbind', [], {}],
    [
      'tag',
      ['--add', 'algebra', '--add', 'exam', '--remove', 'draft'],
      { add_tags: ['algebra', 'exam'], remove_tags: ['draft'] },
    ],
    ['publish', ['--output', 'library'], { outputs: ['library'] }],
    ['publish', [], {}],
  ])('sends the fields of %s', async (action, options, fields) => {
    expect(await tl(['bulk', action, '--failed', ...options, '--dry-run'])).toMatchObject({ code: 0 });
    expect(requests[0]?.body).toEqual({ action, filters: { failed: true }, ...fields });
  });

  it('requires the template to bind', async () => {
    expect(await tl(['bulk', 'transfer', '--failed'])).toMatchObject({ code: 2 });
    expect(await tl(['bulk', 'bind', '--failed'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--template') as string,
    });
    expect(requests).toEqual([]);
  });

  it('asks with the number of changes, and executes nothing without consent', async () => {
    const questions: string[] = [];
    const { code, err } = await tl(['bulk', 'pause', '--failed', '--reason', 'Maintenance', '--for', '2h'], (question) => {
      questions.push(question);
      return Promise.resolve(false);
    });
    expect(questions).toEqual(['run: change 2 of 3 items?']);
    expect({ code, said: err }).toMatchObject({ code: 0, said: expect.stringContaining(`tl bulk execute ${ID}`) as string });
    expect(requests).toEqual([
      {
        call: 'POST /recordings/bulk/preview',
        body: { action: 'pause', filters: { failed: true }, reason: 'Maintenance', for_ms: 7_200_000 },
      },
    ]);
  });

  it('requires --yes where nobody can be asked, and names the preview', async () => {
    const { code, err } = await tl(['bulk', 'delete', '--failed']);
    expect(code).toBe(2);
    expect(err).toContain(`tl bulk execute ${ID}`);
    expect(calls()).toEqual(['POST /recordings/bulk/preview']);
  });

  it('changes nothing with --dry-run', async () => {
    expect(await tl(['bulk', 'run', '--failed', '--dry-run'])).toMatchObject({ code: 0 });
    expect(calls()).toEqual(['POST /recordings/bulk/preview']);
  });

  it('waits for a preview that continues in the background', async () => {
    let reads = 0;
    answers = {
      'POST /documents/bulk/preview': () => bulk({ noun: 'document', state: 'previewing' }),
      'GET /bulk/ID': () => ((reads += 1) === 1 ? bulk({ noun: 'document' }) : done),
    };
    expect(await tl(['documents', 'bulk', 'reset', '--q', 'bill', '--yes'])).toMatchObject({ code: 0 });
    expect(calls()).toEqual(['POST /documents/bulk/preview', 'GET /bulk/ID', 'POST /bulk/ID/execute', 'GET /bulk/ID']);
  });

  it('names the settings that are not as the preview used them', async () => {
    const change = { kind: 'template', name: 'Lectures', template_id: 15, change: 'deleted' } as const;
    const settings = { kind: 'settings', name: null, template_id: null, change: 'edited' } as const;
    answers = { 'GET /bulk/ID': () => ({ ...done, plan_changes: [change, settings] }) };
    const { code, out, err } = await tl(['bulk', 'execute', ID]);
    expect({ code, out }).toEqual({ code: 0, out: expect.not.stringContaining('Lectures') as string });
    expect(err).toContain('deleted since the preview: the template "Lectures"');
    expect(err).toContain('edited since the preview: the defaults of the library\n');
  });

  it('stops watching on Ctrl+C, and tells how to stop the bulk command', async () => {
    answers = {
      'GET /bulk/ID': () => {
        setImmediate(() => process.emit('SIGINT'));
        return bulk({ state: 'running', done: 1 });
      },
    };
    const { code, err } = await tl(['bulk', 'watch', ID]);
    expect(code).toBe(1);
    expect(err).toContain(`tl bulk stop ${ID}`);
    expect(calls().filter((call) => call.endsWith('/stop'))).toEqual([]);
  });

  it('watches a preview until each item has a verdict, and shows it', async () => {
    let reads = 0;
    answers = { 'GET /bulk/ID': () => ((reads += 1) === 1 ? bulk({ state: 'previewing', previewed: 1 }) : bulk()) };
    const { code, out, err } = await tl(['bulk', 'watch', ID]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^2 +change +The run would start\./) as string });
    expect(err).toContain('previewed: 3 of 3\n');
    expect(err).toContain(`tl bulk execute ${ID}`);
    expect(calls()).toEqual(['GET /bulk/ID', 'GET /bulk/ID']);
  });

  it('counts the checked items of a preview, and the finished items of a bulk command', () => {
    expect(progressText(bulk({ state: 'previewing', previewed: 2 }), 0)).toBe('previewing: 2 of 3');
    expect(progressText(bulk({ state: 'running', done: 1 }), 0)).toBe('running: 1 of 3');
  });

  it('ends without a question if no item would change', async () => {
    const verdict_totals = { change: 0, skip: 0, refuse: 3, error: 0 };
    answers = { 'POST /recordings/bulk/preview': () => bulk({ verdict_totals, verdicts: [] }) };
    const ask = () => Promise.reject(new Error('must not ask'));
    for (const args of [[], ['--yes']])
      expect(await tl(['bulk', 'run', '--failed', ...args], ask)).toMatchObject({
        code: 0,
        err: expect.stringContaining('nothing to change') as string,
      });
    expect(calls()).toEqual(['POST /recordings/bulk/preview', 'POST /recordings/bulk/preview']);
  });

  it('stops a bulk command and tells the exact number of finished items', async () => {
    answers = { 'GET /bulk/ID': () => bulk({ state: 'stopped', done: 1 }) };
    const { code, err } = await tl(['bulk', 'stop', ID]);
    expect({ code, err }).toEqual({ code: 0, err: 'stopped: 1 of 3\n' });
    expect(calls()).toEqual(['POST /bulk/ID/stop', 'GET /bulk/ID']);
  });

  it('fails if items failed because of server errors', async () => {
    answers = { 'GET /bulk/ID': () => bulk({ state: 'done', outcome_totals: { ...done.outcome_totals, error: 2 } }) };
    expect(await tl(['bulk', 'execute', ID])).toMatchObject({
      code: 1,
      err: expect.stringContaining('--outcome error') as string,
    });
  });

  it('refuses to select nothing, or by both ids and filters', async () => {
    expect(await tl(['bulk', 'run', '--yes'])).toMatchObject({ code: 2 });
    expect(await tl(['bulk', 'run', ID, '--failed', '--yes'])).toMatchObject({ code: 2 });
    expect(requests).toEqual([]);
  });

  it('turns its options into the filters of the API', () => {
    expect(filtersOf({})).toBeUndefined();
    expect(
      filtersOf({
        paused: true,
        drafts: true,
        unsure: true,
        toReview: true,
        followUpsFailed: true,
        tag: 'exam',
        from: '2026-02-01',
        to: '2026-02-28',
        q: 'talk',
      }),
    ).toEqual({
      on_pause: true,
      draft: true,
      unsure: true,
      needs_review: true,
      follow_ups_failed: true,
      tag: 'exam',
      from_date: '2026-02-01',
      to_date: '2026-02-28',
      q: 'talk',
    });
  });
});
