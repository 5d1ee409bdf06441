import { SEARCH_FORGET_SUBJECT, searchForgetCodec, searchForgottenCodec } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import pg from 'pg';
import { formOf } from '../testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../testing/real-gateway.js';
import type { SearchAnswer } from './search.dto.js';

describe('the search of two gateways, with a broker, a projector and a database', () => {
  let world: World;
  let closeProjector: () => Promise<void>;
  const gateways: RealGateway[] = [];
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
  }, 60_000);
  afterAll(async () => {
    for (const gateway of gateways) await gateway.close();
    await closeProjector();
    await world.close();
  });

  const start = async (): Promise<RealGateway> => {
    const gateway = await openRealGateway(world);
    gateways.push(gateway);
    return gateway;
  };
  const register = async (gateway: RealGateway, title: string): Promise<string> => {
    const form = formOf({ title }, { bytes: title });
    const answer = await gateway.fetch('/api/v1/recordings', { method: 'POST', headers: form.headers, body: form.payload });
    return ((await answer.json()) as { id: string }).id;
  };
  const search = async (gateway: RealGateway, q: string): Promise<SearchAnswer> =>
    (await (await gateway.fetch(`/api/v1/search?q=${encodeURIComponent(q)}`)).json()) as SearchAnswer;
  const finds = (gateway: RealGateway, q: string, ids: readonly string[]): Promise<unknown> =>
    until(async () => {
      await Promise.all(gateways.map((one) => one.search.round()));
      return (await search(gateway, q)).items.map(({ id }) => id).join() === ids.join();
    });

  it('continues at its checkpoint after another process, and removes the texts of an erased item before its key', async () => {
    const first = await start();
    const early = await register(first, 'Zanzibar early');
    await finds(first, 'early', [early]);
    const second = await start();
    await second.search.round();
    expect((await search(second, 'early')).items).toHaveLength(1);
    gateways.splice(gateways.indexOf(first), 1);
    await first.close();
    const checkpoints = await second.ports.searchIndex.checkpoints();
    expect(checkpoints.length).toBeGreaterThan(0);
    const later = await register(second, 'Zanzibar later');
    await finds(second, 'later', [later]);
    expect((await search(second, 'zanzibar')).items).toHaveLength(2);

    await second.fetch(`/api/v1/recordings/${early}/erase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ confirm: true }),
    });
    const client = new pg.Client({ connectionString: world.database.url });
    await client.connect();
    const rows = async (): Promise<string> => {
      const tables: object[] = [];
      for (const table of ['item', 'passage', 'word'])
        tables.push((await client.query<object>(`select * from search.${table}`)).rows);
      return JSON.stringify(tables);
    };
    const forget = (id: string) =>
      world.admin.request(SEARCH_FORGET_SUBJECT, searchForgetCodec.encode({ v: 1, assetId: id }), { timeout: 10_000 });
    expect(searchForgottenCodec.decode((await forget(early)).data)).toEqual({ v: 1, forgotten: true });
    expect(await rows()).not.toContain('early');
    expect(await rows()).toContain('later');
    await client.end();
    await finds(second, 'zanzibar', [later]);
  }, 60_000);
});
