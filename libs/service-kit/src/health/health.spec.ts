import { Health } from './health.js';

describe('health of a service', () => {
  it('is ok when every check is', async () => {
    const health = new Health('ingest');
    health.add({ name: 'nats', check: () => Promise.resolve({ ok: true }) });
    expect(await health.report()).toEqual({ status: 'ok', service: 'ingest', checks: { nats: { ok: true } } });
  });

  it('names what is missing, and a check that throws is a missing thing', async () => {
    const health = new Health('ingest');
    health.add({ name: 'nats', check: () => Promise.resolve({ ok: true }) });
    health.add({ name: 'store', check: () => Promise.reject(new Error('folder is read-only')) });
    expect(await health.report()).toMatchObject({
      status: 'unavailable',
      checks: { store: { ok: false, detail: 'folder is read-only' } },
    });
  });
});
