import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_STORE, STREAMS, toCloudEvents } from '@throughline/contracts';
import { aRun } from '@throughline/domain/testing';
import { jetstreamManager, type StreamAPI } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { until } from '@throughline/stack/testing';
import { openTlWorld, type TlWorld } from './testing/tl-world.js';

const FINISHED = '0190a000-0000-7000-8000-000000000007';
/** The events of a finished run, as an older export has them. */
const finished = aRun()
  .through('DOWNLOAD')
  .commits.flatMap(({ commit }, index) =>
    toCloudEvents(
      {
        assetId: FINISHED,
        position: String(index + 1),
        commit: {
          id: `c-${String(index)}`,
          actor: { kind: 'service', id: 'ingest' },
          causationId: 'x',
          correlationId: 'x',
          ...commit,
        },
      },
      '/api/v1/recordings',
    ),
  )
  .map((event) => JSON.stringify(event).replaceAll('"key":"', `"key":"${FINISHED}/`))
  .join('\n');

interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}

describe('items that move from one system to another', () => {
  let [old, fresh]: TlWorld[] = [];
  beforeAll(async () => {
    [old, fresh] = await Promise.all([openTlWorld(), openTlWorld()]);
  }, 120_000);
  afterAll(async () => {
    await old?.close();
    await fresh?.close();
  });

  const rowsOf = async ({ gateway }: TlWorld): Promise<readonly Row[]> => {
    const response = await gateway.fetch('/api/v1/recordings?sort=created_at');
    return ((await response.json()) as { items: readonly Row[] }).items;
  };
  /** Without what belongs to a system: the order of its log, its people, the time of the import, and what may be done there. */
  const comparable = ({ revision: _r, allowed_actions: _a, cancelled_by_name: _n, imported_at: _i, ...row }: Row): object => row;
  const eventsIn = async ({ world }: TlWorld, archive: string): Promise<readonly object[]> => {
    const text = (await readFile(join(world.folder, archive))).toString('utf8');
    return [...text.matchAll(/^\0*(\{"specversion".*\})$/gm)].map(([, line]) => {
      const {
        id: _id,
        importedat: _at,
        ...event
      } = JSON.parse(line ?? '') as {
        id: string;
        importedat?: string;
        data: { owner?: string };
      };
      const { owner: _owner, ...data } = event.data;
      return { ...event, data };
    });
  };
  const withStreams = async <T>({ nats }: TlWorld['world'], ask: (streams: StreamAPI) => Promise<T>): Promise<T> => {
    const nc = await connect({ servers: nats.url, user: 'admin', pass: nats.passwords?.admin ?? '' });
    try {
      return await ask((await jetstreamManager(nc)).streams);
    } finally {
      await nc.close();
    }
  };
  const messagesOf = ({ world }: TlWorld, stream: string): Promise<number> =>
    withStreams(world, async (streams) => (await streams.info(stream)).state.messages);

  /** The subjects and bytes of the messages of a stream. */
  const messagesIn = ({ world }: TlWorld, stream: string): Promise<readonly (readonly [string, string])[]> =>
    withStreams(world, async (streams) => {
      const { last_seq: last } = (await streams.info(stream)).state;
      const found = await Promise.all(Array.from({ length: last }, (_, index) => streams.getMessage(stream, { seq: index + 1 })));
      return found.flatMap((one) => (one === null ? [] : [[one.subject, Buffer.from(one.data).toString('latin1')] as const]));
    });
  /** Requires that no log has the text in the clear, and that the systems share no key. */
  const expectSealed = async (one: TlWorld, other: TlWorld, text: string): Promise<void> => {
    const logs = await Promise.all([one, other].map((system) => messagesIn(system, STREAMS.events)));
    expect(logs.map((log) => log.filter(([, bytes]) => bytes.includes('"sealed"')).length > 0)).toEqual([true, true]);
    expect(logs.flat().filter(([, bytes]) => bytes.includes(text))).toEqual([]);
    const [keys = [], others = []] = await Promise.all([one, other].map((system) => messagesIn(system, `KV_${KEY_STORE}`)));
    const otherKeys = new Map(others);
    const shared = keys.filter(([subject]) => otherKeys.has(subject));
    expect(shared.length).toBeGreaterThan(1);
    expect(shared.filter(([subject, key]) => otherKeys.get(subject) === key)).toEqual([]);
  };

  it('have equal rows and equal exports, and a second import changes nothing', async () => {
    if (old === undefined || fresh === undefined) throw new Error('not opened');
    await writeFile(join(old.world.folder, 'talk.mp4'), 'not really a video');
    await writeFile(join(old.world.folder, 'finished.ndjson'), finished);
    expect(await old.tl('push', 'talk.mp4', '--title', 'The zanzibar talk')).toMatchObject({ code: 0 });
    expect(await old.tl('import', 'finished.ndjson')).toMatchObject({ code: 0 });
    const both = async (system: TlWorld): Promise<boolean> => (await rowsOf(system)).length === 2;
    await until(() => both(old as TlWorld), { what: 'the rows of the old system' });

    expect(await old.tl('export', '--all', '-o', 'items.tar', '--json')).toMatchObject({ code: 0 });
    const archive = join(fresh.world.folder, 'items.tar');
    await writeFile(archive, await readFile(join(old.world.folder, 'items.tar')));
    const imported = await fresh.tl('import', 'items.tar', '--json');
    expect(imported).toMatchObject({ code: 0 });
    expect(JSON.parse(imported.out.trim().split('\n').at(-1) ?? '')).toMatchObject({
      summary: { imported: 2, refused: 0, files: 1, files_refused: 0 },
    });
    await until(() => both(fresh as TlWorld), { what: 'the rows of the new system' });

    expect((await rowsOf(fresh)).map(comparable)).toEqual((await rowsOf(old)).map(comparable));
    expect(await fresh.tl('export', '--all', '-o', 'again.tar')).toMatchObject({ code: 0 });
    expect(await eventsIn(fresh, 'again.tar')).toEqual(await eventsIn(old, 'items.tar'));
    expect((await readFile(join(fresh.world.folder, 'again.tar'))).toString('latin1')).toContain('not really a video');
    await expectSealed(old, fresh, 'zanzibar');

    const { incarnation } = fresh.gateway.ports.history;
    const before = (await incarnation.call(fresh.gateway.ports.history)).last;
    const again = await fresh.tl('import', 'items.tar', '--json');
    expect(JSON.parse(again.out.trim().split('\n').at(-1) ?? '')).toMatchObject({
      summary: { imported: 0, unchanged: 2, commits: 0, files: 0, files_present: 1 },
    });
    expect((await incarnation.call(fresh.gateway.ports.history)).last).toBe(before);
    expect(await messagesOf(fresh, STREAMS.work)).toBe(0);
  }, 120_000);

  it('are left out one by one if a line of them cannot be used', async () => {
    if (fresh === undefined) throw new Error('not opened');
    const other = finished.replaceAll(FINISHED, FINISHED.replace(/7$/, '9'));
    await writeFile(join(fresh.world.folder, 'broken.ndjson'), `${finished}\n{"broken"\n${other}\n`);
    const { code, err } = await fresh.tl('import', 'broken.ndjson');
    expect([code, err]).toEqual([2, expect.stringMatching(/line \d+: it is not JSON\. Item .*7 is left out/) as string]);
    expect((await fresh.gateway.ports.history.load(FINISHED.replace(/7$/, '9'))).commits).not.toEqual([]);
  });
});
