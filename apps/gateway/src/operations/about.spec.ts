import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';

interface About {
  readonly services: readonly object[] | null;
}

describe('GET /about', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const about = async (token?: string): Promise<About> => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await gateway.app.inject({ url: '/api/v1/about', headers });
    expect([response.statusCode, response.headers['vary']]).toEqual([200, 'Authorization, Cookie']);
    return response.json<About>();
  };

  it('lists the tools and engines that the gateway has heard of', async () => {
    const unknown = (service: string): object => ({
      service,
      tools: 'unknown',
      engines: 'unknown',
      models: [],
      looked_at: null,
      heard_at: null,
    });
    const { workers } = gateway.ports;
    expect((await about(gateway.token)).services).toEqual([unknown('ingest'), unknown('processing'), unknown('upload')]);
    workers.listening();
    workers.record({
      v: 1,
      service: 'ingest',
      worker: 'ingest-1',
      lanes: [],
      everyMs: 60_000,
      tools: [{ name: 'yt-dlp', version: '2023.03.04', note: 'old' }],
      engines: [],
      models: [{ name: 'base', phase: 'retrying', fetched_bytes: 620, error: 'download-failed' }],
      lookedAt: '2026-01-01T00:00:00.000Z',
    });
    expect((await about(gateway.token)).services).toEqual([
      {
        service: 'ingest',
        tools: [{ name: 'yt-dlp', version: '2023.03.04', note: 'old' }],
        engines: [],
        models: [{ name: 'base', phase: 'retrying', fetched_bytes: 620, error: 'download-failed' }],
        looked_at: '2026-01-01T00:00:00.000Z',
        heard_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      },
      unknown('processing'),
      unknown('upload'),
    ]);
  });

  it('shows strangers no versions of tools', async () => {
    expect((await about()).services).toBeNull();
    expect((await about('tl_guessed')).services).toBeNull();
  });
});
