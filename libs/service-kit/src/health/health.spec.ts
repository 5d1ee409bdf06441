import { Health } from './health.js';

describe('the health of a service', () => {
  it('is ok if every check is', async () => {
    const health = new Health('ingest');
    health.add({ name: 'nats', check: () => Promise.resolve({ ok: true }) });
    expect(await health.report()).toEqual({ status: 'ok', service: 'ingest', checks: { nats: { ok: true } } });
  });

  it('names failed checks, including one that throws', async () => {
    const health = new Health('ingest');
    health.add({ name: 'nats', check: () => Promise.resolve({ ok: true }) });
    health.add({ name: 'store', check: () => Promise.reject(new Error('folder is read-only')) });
    expect(await health.report()).toMatchObject({
      status: 'unavailable',
      checks: { store: { ok: false, detail: 'folder is read-only' } },
    });
  });
});
