import { ENGINE_REFUSALS, type EngineRefusal } from '@throughline/contracts';
import { MemoryEngineService } from '../../testing/memory-engine-service.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { forwardTo, shareMemoryGateway } from '../../testing/shared-memory-gateway.js';

type EngineCall = readonly [method: 'POST' | 'PUT', path: string, payload?: object];

const FETCH: EngineCall = ['POST', 'models/base/fetch'];
const OTHER_THAN_TESTS: Readonly<Partial<Record<EngineRefusal, EngineCall>>> = {
  'downloads-off': FETCH,
  'disk-full': FETCH,
  'folder-unusable': FETCH,
  'choice-fixed': ['PUT', 'choice', { model: 'base' }],
};

/** Returns a request that can get the refusal. */
const requestFor = (refusal: EngineRefusal): EngineCall => OTHER_THAN_TESTS[refusal] ?? ['POST', 'test', {}];

describe('the speech engines of the processing service', () => {
  let gateway: MemoryGateway;
  let engines: MemoryEngineService;
  const nextOwner = shareMemoryGateway({ ports: { engines: forwardTo(() => engines) } });
  beforeEach(async () => {
    engines = new MemoryEngineService();
    gateway = await nextOwner();
  });

  const send = (method: 'POST' | 'PUT', path: string, payload?: object, token?: string) =>
    sendRequest<Record<string, unknown>>(gateway, method, `/engines/${path}`, { payload, token });

  it('start the download of a model, and answer at once', async () => {
    expect(await send('POST', 'models/small/fetch')).toMatchObject({ status: 202, body: { model: 'small', phase: 'fetching' } });
    expect(engines.requests).toEqual([{ v: 1, act: 'fetch', model: 'small' }]);
  });

  it('use another model', async () => {
    expect(await send('PUT', 'choice', { model: 'auto' })).toMatchObject({ status: 200, body: { phase: 'ready' } });
    expect(engines.requests).toEqual([{ v: 1, act: 'use', model: 'auto' }]);
  });

  it('are tested, and answer the words, the wrong words and the time', async () => {
    const { status, body } = await send('POST', 'test', { model: 'base', engine: null });
    expect(status).toBe(200);
    expect(body).toEqual({
      engine: 'whisper-cpp',
      model: 'base',
      words: 'Welcome.',
      wrong_words: 28,
      spoken_words: 29,
      seconds: 10,
      took_ms: 5_000,
      speed: 2,
    });
    await send('POST', 'test');
    expect(engines.requests).toEqual([
      { v: 1, act: 'test', model: 'base' },
      { v: 1, act: 'test' },
    ]);
  });

  it.each(ENGINE_REFUSALS)('answer the refusal %s with its problem and the reason', async (refused) => {
    engines.reply = { v: 1, refused, detail: 'The reason.' };
    const { status, body } = await send(...requestFor(refused));
    expect(status).toBeGreaterThanOrEqual(404);
    expect(status).toBeLessThan(500);
    expect(body).toMatchObject({ detail: 'The reason.', try_instead: expect.any(String) as string });
  });

  it('say that no processing service answers', async () => {
    engines.reply = 'nobody';
    const { status, headers, body } = await send('PUT', 'choice', { model: 'base' });
    expect([status, body['code'], headers['retry-after']]).toEqual([503, 'no-processing-service', '30']);
  });

  it('refuse names that no model can have, before a worker sees them', async () => {
    expect(await send('POST', `models/${'x'.repeat(61)}/fetch`)).toMatchObject({ status: 404, body: { code: 'unknown-model' } });
    expect(await send('PUT', 'choice', { model: '../base' })).toMatchObject({ status: 400 });
    expect(engines.requests).toEqual([]);
  });

  it('belong to administrators', async () => {
    const token = await gateway.tokenFor(['read', 'write'], gateway.owner);
    for (const [method, path, payload] of [
      ['POST', 'models/base/fetch', undefined],
      ['PUT', 'choice', { model: 'base' }],
      ['POST', 'test', {}],
    ] as const)
      expect((await send(method, path, payload, token)).status).toBe(403);
    expect(engines.requests).toEqual([]);
  });
});
