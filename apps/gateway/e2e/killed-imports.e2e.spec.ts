import { jetstreamManager } from '@nats-io/jetstream';
import { STREAMS, newAssetId, type CloudEvent } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { STAGES, aRun } from '@throughline/domain/testing';
import { ServiceProcess, freePort, startOwnPostgres, until, type OwnPostgres } from '@throughline/stack/testing';
import { fileURLToPath } from 'node:url';
import { exportedHistory } from '#src/testing/exported-history.js';
import { openProjector, openWorld, type World } from '#src/testing/real-gateway.js';
import type { ImportOutcomeAnswer } from '#src/exchange/imports/imports.dto.js';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const ITEMS = 60;

interface Item {
  readonly id: string;
  readonly events: readonly CloudEvent[];
  readonly complete: true;
}

const history = exportedHistory(aRun().through('DOWNLOAD', ...STAGES));
const commitsOfItem = new Set(history.map(({ originref }) => originref)).size;

/** The same history under ids of their own. The runs are open in the other system, so the end of each import adds a commit. */
const itemsOf = (count: number): readonly Item[] =>
  Array.from({ length: count }, () => {
    const id = newAssetId();
    const events = JSON.parse(JSON.stringify(history).replaceAll(history[0]?.subject ?? '', id)) as readonly CloudEvent[];
    return { id, events, complete: true };
  });

describe('an import during which a part of the system is killed', () => {
  let postgres: OwnPostgres;
  let world: World;
  let gateway: ServiceProcess;
  let closeProjector: () => Promise<void>;
  beforeAll(async () => {
    postgres = await startOwnPostgres();
    world = await openWorld(postgres);
    closeProjector = await openProjector(world);
    gateway = new ServiceProcess({
      app: 'gateway',
      name: 'gateway',
      projectRoot: PROJECT,
      folder: world.folder,
      port: await freePort(),
      env: {
        ...world.env,
        TL_NATS_USER: 'gateway',
        TL_NATS_PASSWORD: world.nats.passwords?.gateway ?? '',
        TL_BOOTSTRAP_TOKEN: world.token,
        TL_WEB_DIR: `${world.folder}/no-page`,
      },
      keepAlive: false,
    });
    await gateway.start();
  }, 120_000);
  afterAll(async () => {
    await gateway.stop();
    await closeProjector();
    await world.close();
    await postgres.stop();
  });

  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T | undefined> => {
    const headers = { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' };
    const response = await fetch(`${gateway.url}/api/v1/${path}`, { headers, ...init }).catch(() => undefined);
    return response?.status === 200 ? ((await response.json().catch(() => undefined)) as T | undefined) : undefined;
  };
  /** Sends the batch once. Returns undefined if no answer comes, or none that says it is done. */
  const send = async (items: readonly Item[]): Promise<readonly ImportOutcomeAnswer[] | undefined> =>
    (await ask<{ items: ImportOutcomeAnswer[] }>('admin/imports', { method: 'POST', body: JSON.stringify({ items }) }))?.items;
  const sendUntilAnswered = (items: readonly Item[]) => until(() => send(items), { what: 'the answer to the batch' });
  const storedCommits = async (): Promise<number> =>
    (await (await jetstreamManager(world.admin)).streams.info(STREAMS.events)).state.messages;

  /**
   * Without what differs between items, and between answers of a system that has just been whole again. All items have the same
   * file, so all but the first are duplicates.
   */
  const rowOf = async (id: string): Promise<object | undefined> => {
    const row = await ask<Record<string, unknown>>(`recordings/${id}`);
    if (row === undefined) return undefined;
    const { id: _id, revision: _revision, duplicate_of: _duplicate, stale_since: _stale, ...same } = row;
    return JSON.parse(JSON.stringify(same).replaceAll(id, 'ID')) as object;
  };
  const withoutTimes = (row: object | undefined): unknown =>
    row === undefined ? undefined : (JSON.parse(JSON.stringify(row).replaceAll(/"20\d\d-[^"]*Z"/g, '"TIME"')) as unknown);

  const killed: readonly (readonly [string, () => Promise<unknown>, () => Promise<unknown>])[] = [
    ['the gateway', () => gateway.kill(), () => gateway.start()],
    ['NATS', () => world.nats.kill(), () => world.nats.restart()],
    ['PostgreSQL', () => postgres.kill(), () => postgres.restart()],
  ];
  it.each(testDepth.samples(killed))(
    'ends without help when it is repeated, with the same rows, if that is %s',
    async (_, kill, restart) => {
      const [reference] = itemsOf(1) as [Item];
      expect((await sendUntilAnswered([reference])).map(({ outcome }) => outcome)).toEqual(['imported']);
      const before = await storedCommits();
      const items = itemsOf(ITEMS);

      const interrupted = send(items);
      await until(async () => (await storedCommits()) > before + commitsOfItem, {
        what: 'the first commits of the batch',
        interval: 1,
      });
      const atKill = await storedCommits();
      await kill();
      await interrupted;
      await restart();
      expect(atKill - before).toBeLessThan(ITEMS * commitsOfItem);

      const outcomes = await sendUntilAnswered(items);
      expect(outcomes.filter(({ outcome }) => outcome !== 'imported' && outcome !== 'unchanged')).toEqual([]);
      expect(new Set((await sendUntilAnswered(items)).map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
      expect((await storedCommits()) - before).toBe(ITEMS * (commitsOfItem + 1));
      const expected = withoutTimes(await until(() => rowOf(reference.id), { what: 'the row of the reference' }));
      for (const { id } of items)
        await until(
          async () => {
            expect(withoutTimes(await rowOf(id))).toEqual(expected);
            return true;
          },
          { what: `the row of ${id}` },
        );
    },
    120_000,
  );
});
