import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';

describe('the outputs of the server', () => {
  let gateway: MemoryGateway;
  beforeEach(async () => {
    gateway = await openMemoryGateway({
      settings: {
        outputs: [
          { name: 'library', type: 'folder', settings: { folder: 'library', path: 'private/talks' } },
          { name: 'drive', type: 'google_drive', settings: { credential: 3 } },
        ],
      },
    });
  });
  afterEach(() => gateway.close());

  const ask = (token?: string): ReturnType<typeof gateway.app.inject> =>
    gateway.app.inject({
      url: '/api/v1/outputs',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });

  it("are listed for every reader in the order of the configuration, without the operator's settings", async () => {
    const answer = await ask(await gateway.tokenFor(['read']));
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      {
        items: [
          { name: 'library', type: 'folder' },
          { name: 'drive', type: 'google_drive' },
        ],
      },
    ]);
  });

  it('are hidden from strangers', async () => {
    expect((await ask()).statusCode).toBe(401);
  });
});
