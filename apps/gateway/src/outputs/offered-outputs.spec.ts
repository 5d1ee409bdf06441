import { ulid } from 'ulid';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';

describe('the outputs that runs can use', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway({
    settings: {
      outputs: [
        { name: 'library', type: 'folder', settings: { folder: 'library', path: 'private/talks' } },
        { name: 'drive', type: 'google_drive', settings: { credential: 3 } },
      ],
    },
  });
  beforeEach(async () => {
    gateway = await nextOwner();
  });

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
          { name: 'library', type: 'folder', shared: true },
          { name: 'drive', type: 'google_drive', shared: true },
        ],
      },
    ]);
  });

  it('include own ones, but none of other libraries, and none whose name a shared output has taken', async () => {
    const add = (libraryId: string, name: string): unknown =>
      gateway.ports.ownOutputs.add({ libraryId, name, type: 's3', settings: { bucket: 'private' }, credentialId: undefined });
    await Promise.all([add(gateway.owner, 'mine'), add(gateway.owner, 'drive'), add(ulid(), 'theirs')]);
    const { items } = (await ask(gateway.token)).json<{ items: readonly unknown[] }>();
    expect(items).toEqual([
      { name: 'library', type: 'folder', shared: true },
      { name: 'drive', type: 'google_drive', shared: true },
      { name: 'mine', type: 's3', shared: false },
    ]);
  });

  it('are hidden from strangers', async () => {
    expect((await ask()).statusCode).toBe(401);
  });
});
