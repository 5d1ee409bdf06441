import { UndecodableError, newId } from '@throughline/contracts';
import { Browser } from '../testing/browser.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { renewMemoryGateway } from '../testing/renewed-memory-gateway.js';
import { waitUntilProjected } from '../testing/projected.js';
import { createReady } from '../testing/ready-recording.js';

interface Answer {
  readonly id: string;
  readonly url: string;
  readonly state: string;
  readonly items: readonly Answer[];
}

describe('the list of share links', () => {
  let gateway: MemoryGateway;
  let other: string;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
    const headers = { authorization: `Bearer ${await gateway.tokenFor(['write'])}` };
    other = (await gateway.app.inject({ url: '/api/v1/me', headers })).json<Answer>().id;
  });

  const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object): Promise<Answer> => {
    const headers = { authorization: `Bearer ${gateway.token}`, 'if-match': '*' };
    const answer = await gateway.app.inject({ method, url: `/api/v1/${path}`, headers, ...(payload && { payload }) });
    expect([answer.body, answer.statusCode < 300]).toEqual([answer.body, true]);
    return answer.body === '' ? ({} as Answer) : answer.json<Answer>();
  };
  /** The states in the list of the library, and the answers to visitors of the same links. */
  const states = async (links: readonly Answer[]): Promise<readonly (readonly [string, number])[]> => {
    const listed = new Map((await call('GET', 'share-links')).items.map(({ id, state }) => [id, state]));
    return Promise.all(
      links.map(async ({ id, url }) => {
        const body = { code: new URL(url).hash.slice(1) };
        const { statusCode } = await new Browser(gateway).raw('/api/v1/shared/open', { method: 'POST', body });
        return [listed.get(id) ?? 'absent', statusCode] as const;
      }),
    );
  };
  const move = async (id: string, library: string): Promise<void> => {
    await gateway.ports.commands.execute(
      id,
      { type: 'TransferAsset', now: new Date().toISOString(), by: gateway.owner, library, outputs: [] },
      { commandId: newId(), actor: { kind: 'user', id: gateway.owner }, correlationId: 'spec' },
    );
    await waitUntilProjected(gateway, id);
  };

  it('says of each link what its visitors see: after a deletion, a restore, a move and the way back', async () => {
    const [kept, trashed, moved] = [
      await createReady(gateway, 'Kept'),
      await createReady(gateway, 'Deleted'),
      await createReady(gateway, 'Moved'),
    ];
    const links = await Promise.all(
      [kept, trashed, moved].map((id) => call('POST', `recordings/${id}/share-links`, { download: true })),
    );
    await call('DELETE', `recordings/${trashed}`);
    await move(moved, other);
    await waitUntilProjected(gateway, trashed);
    expect(await states(links)).toEqual([
      ['open', 200],
      ['in_trash', 404],
      ['moved', 404],
    ]);
    await call('POST', `recordings/${trashed}/restore`);
    await move(moved, gateway.owner);
    await waitUntilProjected(gateway, trashed);
    expect(await states(links)).toEqual([
      ['open', 200],
      ['open', 200],
      ['open', 200],
    ]);
  });

  it('names the one link whose item cannot be read, beside those of the others', async () => {
    const [kept, broken] = [await createReady(gateway, 'Kept'), await createReady(gateway, 'Broken')];
    for (const id of [kept, broken]) await call('POST', `recordings/${id}/share-links`, { download: true });
    // The row is of another release, so the history has to be read.
    gateway.rows.edit(broken, (row) => ({ ...row, foldVersion: row.foldVersion + 1 }));
    const { commands } = gateway.ports;
    const load = commands.load.bind(commands);
    jest
      .spyOn(commands, 'load')
      .mockImplementation((id, ...more) => (id === broken ? Promise.reject(new UndecodableError('no JSON')) : load(id, ...more)));
    const listed = await call('GET', 'share-links');
    expect(listed.items.map(({ state }) => state).sort()).toEqual(['open', 'unreadable']);
  });
});
