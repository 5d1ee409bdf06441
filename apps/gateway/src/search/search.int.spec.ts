import { SEARCH_FORGET_SUBJECT, searchForgetCodec, searchForgottenCodec } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import pg from 'pg';
import { formOf } from '../testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../testing/real-gateway.js';
import { openSearchProcess, type SearchProcess } from '../testing/search-process.js';
import type { SearchAnswer } from './search.dto.js';

describe('the search service, with a broker, a projector, a gateway and a database', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  const processes: SearchProcess[] = [];
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
  }, 60_000);
  afterAll(async () => {
    for (const one of processes) await one.close();
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const start = async (): Promise<SearchProcess> => {
    const started = await openSearchProcess(world);
    processes.push(started);
    return started;
  };
  const register = async (title: string): Promise<string> => {
    const form = formOf({ title }, { bytes: title });
    const answer = await gateway.fetch('/api/v1/recordings', { method: 'POST', headers: form.headers, body: form.payload });
    return ((await answer.json()) as { id: string }).id;
  };
  const search = async (q: string): Promise<SearchAnswer> =>
    (await (await gateway.fetch(`/api/v1/search?q=${encodeURIComponent(q)}`)).json()) as SearchAnswer;
  const finds = (q: string, ids: readonly string[]): Promise<unknown> =>
    until(async () => {
      await Promise.all(processes.map((one) => one.indexer.round()));
      return (await search(q)).items.map(({ id }) => id).join() === ids.join();
    });

  it('continues at its checkpoint after another process, and removes the texts of an erased item before its key', async () => {
    const first = await start();
    const early = await register('Zanzibar early');
    await finds('early', [early]);
    const second = await start();
    await second.indexer.round();
    expect((await search('early')).items).toHaveLength(1);
    processes.splice(processes.indexOf(first), 1);
    await first.close();
    const checkpoints = await second.index.checkpoints();
    expect(checkpoints.length).toBeGreaterThan(0);
    const later = await register('Zanzibar later');
    await finds('later', [later]);
    expect((await search('zanzibar')).items).toHaveLength(2);

    await gateway.fetch(`/api/v1/recordings/${early}/erase`, {
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
    await finds('zanzibar', [later]);
  }, 60_000);
});
