import { readFileSync } from 'node:fs';
import { newId } from '@throughline/contracts';
import type { Command } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { openMemoryGateway, type MemoryGateway } from '../../../testing/memory-gateway.js';
import { upload } from '../../../testing/upload.js';
import { completeStep, currentAttemptId, startStep, workThrough } from '../../../testing/work-through.js';

const page = readFileSync(new URL('../../../../../../docs/lifecycle.md', import.meta.url), 'utf8');

interface Example {
  readonly given: string;
  readonly command: string;
  readonly method: string;
  readonly path: string;
  readonly ifMatch: string | undefined;
  readonly body: string | undefined;
  readonly status: number;
  readonly answer: unknown;
}

/** Matches `<!-- example: given STATE -->`, a curl command, `answers STATUS:`, and a part of the answer. */
const EXAMPLE = /<!-- example: given (\w+) -->\n\n```sh\n(curl [^\n]+)\n```\n\nanswers (\d{3}):\n\n```json\n([\s\S]+?)\n```/g;
const CURL = /^curl(?: -X (\w+))? "?\$REC([^\s"]*)"? -H "\$AUTH"(?: -H 'If-Match: ([^']+)')?(?: -H "\$JSON" -d '([^']+)')?$/;

const examples: readonly Example[] = [...page.matchAll(EXAMPLE)].map(([, given = '', command = '', status = '', answer = '']) => {
  const [, method = 'GET', path = '', ifMatch, body] = CURL.exec(command) ?? [];
  return { given, command, method, path, ifMatch, body, status: Number(status), answer: JSON.parse(answer) as unknown };
});

/** A "…" on the page matches any text. */
const expected = (value: unknown): unknown => {
  if (value === '…') return expect.any(String);
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value !== 'object' || value === null) return value;
  return expect.objectContaining(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expected(inner)])));
};

describe('the examples of docs/lifecycle.md', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const ask = (
    method: string,
    id: string,
    { path = '', body, ifMatch }: Partial<Pick<Example, 'path' | 'body' | 'ifMatch'>> = {},
  ) =>
    gateway.app.inject({
      method: method as 'GET',
      url: `/api/v1/recordings/${id}${path}`,
      headers: {
        authorization: `Bearer ${gateway.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
  const say = async (id: string, command: Command): Promise<void> => {
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' } as const;
    expect(await gateway.ports.commands.execute(id, command, meta)).toMatchObject({ kind: 'accepted' });
  };
  const ofAttempt = async (id: string, step: string) => ({
    step,
    attemptId: await currentAttemptId(gateway, id, step),
    now: new Date().toISOString(),
  });
  const run = async (): Promise<string> => (await upload(gateway, { fields: { run: 'true' } })).id;
  const given: Readonly<Record<string, () => Promise<string>>> = {
    fresh: async () => (await upload(gateway)).id,
    running: async () => {
      const id = await run();
      await startStep(gateway, id, 'DOWNLOAD');
      return id;
    },
    processing: async () => {
      const id = await run();
      await startStep(gateway, id, 'DOWNLOAD');
      await completeStep(gateway, id, 'DOWNLOAD');
      await startStep(gateway, id, 'TRIM');
      return id;
    },
    failed: async () => {
      const id = await run();
      await startStep(gateway, id, 'DOWNLOAD');
      const failure = { code: 'not-media', message: 'no recording', retryable: false, progress: 0 };
      await say(id, { type: 'FailStep', ...(await ofAttempt(id, 'DOWNLOAD')), ...failure });
      return id;
    },
    ready: async () => {
      const id = await run();
      await workThrough(gateway, id);
      return id;
    },
    held: async () => {
      const { id } = await upload(gateway, { fields: { run: 'true', output_config: '{"auto_upload":false}' } });
      await workThrough(gateway, id, ['deliver:library']);
      return id;
    },
    unconfirmed: async () => {
      const id = await run();
      await workThrough(gateway, id, ['deliver:library']);
      await startStep(gateway, id, 'deliver:library');
      const done = { result: { unconfirmed: true }, artifacts: [], metrics: {} };
      await say(id, { type: 'CompleteStep', ...(await ofAttempt(id, 'deliver:library')), ...done });
      return id;
    },
    deleted: async () => {
      const id = await run();
      await workThrough(gateway, id);
      expect((await ask('DELETE', id)).statusCode).toBe(200);
      return id;
    },
  };
  /** Waits until the row shows the item's last revision. */
  const untilProjected = async (id: string): Promise<string> => {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.rows.byIds([id])).get(id)?.revision === head);
    return id;
  };

  it('all match the expected form', () => {
    const curls = page.match(/^curl /gm) ?? [];
    expect(examples).toHaveLength(curls.length);
    expect(examples.filter(({ command }) => !CURL.test(command))).toEqual([]);
    expect(new Set(examples.map((each) => each.given))).toEqual(new Set(Object.keys(given)));
  });

  it.each(examples)('answer $command as documented, given $given', async ({ given: state, method, status, answer, ...asked }) => {
    const id = await untilProjected((await given[state]?.()) ?? '');
    const response = await ask(method, id, asked);
    expect(response.json<unknown>()).toEqual(expected(answer));
    expect(response.statusCode).toBe(status);
  });
});
