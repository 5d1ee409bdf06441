import { newId } from '@throughline/contracts';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Method, type Reply, type RequestParts } from '../../testing/send-request.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { toCurrentUrl } from './former-paths.js';

interface Answer {
  readonly id: number;
  readonly [member: string]: unknown;
}

const OUTPUT = { name: 'mine', type: 'folder', settings: { folder: 'library' } };

describe('the former path of own outputs', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const ask = (method: Method, path: string, parts?: RequestParts): Promise<Reply<Answer>> =>
    sendRequest<Answer>(gateway, method, path, parts);

  it('sets up, reads, tests and removes an output, and names the present path', async () => {
    const made = await ask('POST', '/presets', { payload: OUTPUT });
    const row = `/${String(made.body.id)}`;
    expect(made).toMatchObject({ status: 201, headers: { location: `/api/v1/own-outputs${row}` } });
    expect((await ask('GET', '/presets')).body['items']).toEqual([made.body]);
    expect((await ask('GET', `/presets${row}`)).body).toEqual((await ask('GET', `/own-outputs${row}`)).body);
    expect((await ask('POST', `/presets${row}/test`)).status).toBe(200);
    await ask('POST', '/templates', { payload: { name: 'Talks', output_config: { outputs: ['mine'] } } });
    expect((await ask('DELETE', `/presets${row}`, { ifMatch: '*' })).body).toMatchObject({ code: 'output-in-use' });
    expect((await ask('DELETE', `/presets${row}?detach=true`, { ifMatch: '*' })).status).toBe(204);
    expect((await ask('GET', '/own-outputs')).body['items']).toEqual([]);
  });

  it('is the same request as the present path for an idempotency key', async () => {
    const key = newId();
    const first = await ask('POST', '/presets', { payload: OUTPUT, key });
    const second = await ask('POST', '/own-outputs', { payload: OUTPUT, key });
    expect(second).toMatchObject({ status: 201, text: first.text, headers: { 'idempotency-replayed': 'true' } });
  });

  it('is counted and documented under the present path only', async () => {
    await ask('GET', '/presets/0');
    for (const url of ['/metrics', '/openapi.json']) {
      const text = (await gateway.app.inject({ url })).body;
      expect([text.includes('/api/v1/own-outputs/'), text.includes('/api/v1/presets')]).toEqual([true, false]);
    }
  });

  it('refuses a method that no path has, as the present path does', async () => {
    const [former, present] = await Promise.all([ask('PATCH', '/presets'), ask('PATCH', '/own-outputs')]);
    expect([former.status, former.headers['allow']]).toEqual([405, present.headers['allow']]);
  });

  it.each(['/presetsx', '/presets-old', '/presets%2F1'])('does not lend its name to %s', async (path) => {
    expect((await ask('GET', path)).body).toMatchObject({ status: 404, code: 'unknown-path' });
  });
});

describe('toCurrentUrl', () => {
  it.each([
    ['/api/v1/presets', '/api/v1/own-outputs'],
    ['/api/v1/presets/3/test', '/api/v1/own-outputs/3/test'],
    ['/api/v1/presets?fresh=true&x=/api/v1/presets', '/api/v1/own-outputs?fresh=true&x=/api/v1/presets'],
    ['/api/v1/presets/3?detach=true', '/api/v1/own-outputs/3?detach=true'],
    ['/api/v1/presetsx', '/api/v1/presetsx'],
    ['/x/api/v1/presets', '/x/api/v1/presets'],
    ['/api/v1/own-outputs', '/api/v1/own-outputs'],
    ['', ''],
  ])('makes of "%s" the address "%s"', (url, current) => {
    expect(toCurrentUrl(url)).toBe(current);
  });
});
