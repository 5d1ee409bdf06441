import { newAssetId } from '@throughline/contracts';
import { MemoryDataKeys } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { startPostgres, type TestPostgres } from '@throughline/stack/testing';
import type { Journey } from '@throughline/domain/testing';
import fc from 'fast-check';
import { recordingFold } from '../fold/recording-fold.js';
import { rebuild } from '../rebuild/rebuild.js';
import { Projection } from '../testing/projection.js';
import { SEALED, journeyOf, scripts } from '../testing/random-journey.js';
import { readyRecording, appendJourney } from '../testing/journeys.js';

const CENTURY_MS = 100 * 365 * 86_400_000;

const expire = (journey: Journey): void => {
  journey.delete();
  journey.later(CENTURY_MS).poke();
};

describe('personal text', () => {
  let server: TestPostgres;
  let projection: Projection;
  let store: MemoryEventStore;

  beforeAll(async () => {
    server = await startPostgres();
    projection = await Projection.open(server);
    store = new MemoryEventStore({ partitions: 2 });
  });
  afterAll(async () => {
    await projection.close();
    await server.stop();
  });

  const columnsWith = async (word: string): Promise<string[]> => {
    const columns = await projection.rows<{ place: string; found: string }>(
      `select format('%s.%s', table_name, column_name) as place,
              format('select count(*)::int as n from %I.%I where %I::text like $1', table_schema, table_name, column_name) as found
       from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    );
    expect(columns.length).toBeGreaterThan(60);
    const found: string[] = [];
    for (const { place, found: sql } of columns) {
      const [row] = await projection.rows<{ n: number }>(sql, [`%${word}%`]);
      if ((row?.n ?? 0) > 0) found.push(place);
    }
    return found;
  };

  it('appears only in columns that an erasure clears, never in the audit log or the reports', async () => {
    const lives = fc.sample(scripts, 120).map((script) => journeyOf(script));
    const edited = readyRecording(newAssetId(), `${SEALED} title`);
    for (const journey of [...lives, edited]) await appendJourney(store, journey);
    await appendJourney(store, readyRecording(newAssetId(), `${SEALED} nul \0`));
    projection.start(store);
    await projection.caughtUp(store);
    const places = ['asset.personal', 'asset.title', 'processing_step.error_message'];
    expect(await columnsWith(SEALED)).toEqual(places);
    // Edits a row by hand, so that a rebuild has a difference to report.
    await projection.rows(`update projection.asset set title = title || ' edited' where asset_id = $1`, [edited.assetId]);
    const { signal } = new AbortController();
    const report = await rebuild({
      pool: projection.pool,
      store,
      fold: recordingFold,
      signal,
      dryRun: false,
      maxEvents: 500,
      settleMs: 60_000,
    });
    expect(report).toMatchObject({ count: 1, swapped: true });
    expect(JSON.stringify(report)).not.toContain(SEALED);
    // The replaced tables are kept, and have it in the same columns.
    expect(await columnsWith(SEALED)).toEqual([...places, ...places].sort());
  });

  it('leaves all rows on erasure or expiry, and no rebuild restores it; an erasure keeps the status', async () => {
    const keys = new MemoryDataKeys();
    const log = new MemoryEventStore({ partitions: 2, keys });
    const own = await Projection.open(server);
    const lives = fc
      .sample(scripts, 60)
      .map((script) => journeyOf(script))
      .filter(({ events }) => !events.some(({ type }) => type === 'AssetErased' || type === 'AssetExpired'));
    expect(lives.length).toBeGreaterThan(40);
    for (const journey of lives) await appendJourney(log, journey);
    own.start(log);
    await own.caughtUp(log);
    const rows = (): Promise<Record<string, unknown>[]> =>
      own.rows(
        `select asset_id, status, failed, waiting_for, failed_at_stage from projection.asset
         where not (state #>> '{run,cancelled,at}' is not null) order by asset_id`,
      );
    const words = async (): Promise<unknown> =>
      (await own.rows(`select count(*)::int as n from projection.asset where personal <> '{}' or title is not null`))[0]?.['n'];
    expect(await words()).toBe(lives.length);
    const before = await rows();
    for (const [index, journey] of lives.entries()) {
      const from = journey.commits.length;
      if (index % 2 === 0) journey.erase();
      else expire(journey);
      await appendJourney(log, journey, { from });
    }
    await own.caughtUp(log);
    expect(await words()).toBe(0);
    expect(await own.rows(`select step from projection.processing_step where error_message is not null`)).toEqual([]);
    const after = new Map((await rows()).map((row) => [row['asset_id'], row]));
    // The erasure cancels an active run. The other rows keep their status.
    for (const row of before)
      if (after.has(row['asset_id']) && after.get(row['asset_id'])?.['status'] !== 'EXPIRED')
        expect(after.get(row['asset_id'])).toEqual(row);
    const { signal } = new AbortController();
    const rebuildAgain = (): ReturnType<typeof rebuild> =>
      rebuild({
        pool: own.pool,
        store: log,
        fold: recordingFold,
        signal,
        dryRun: false,
        maxEvents: 500,
        settleMs: 60_000,
      });
    expect(await rebuildAgain()).toMatchObject({ count: 0, swapped: true });
    for (const { assetId } of lives) await keys.destroy(assetId);
    expect(await rebuildAgain()).toMatchObject({ count: 0, swapped: true });
    expect(await words()).toBe(0);
    await own.close();
  });

  it('of a pause or a cancellation is kept only while that is in effect', async () => {
    const journey = readyRecording(newAssetId(), 'A talk');
    const again = readyRecording(newAssetId(), 'Another talk');
    const by = 'owner-1';
    for (const each of [journey, again]) {
      each.send({ type: 'ResetAsset', by });
      each.run();
      each.start('DOWNLOAD');
      each.send({ type: 'PauseRun', by, reason: 'because-of-ada' });
    }
    again.run();
    for (const each of [journey, again]) await appendJourney(store, each);
    await projection.caughtUp(store);
    const rows = await projection.rows(
      `select asset_id, on_pause, personal ->> 'pauseReason' as reason from projection.asset where asset_id = any($1::uuid[])`,
      [[journey.assetId, again.assetId]],
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        { asset_id: journey.assetId, on_pause: true, reason: 'because-of-ada' },
        { asset_id: again.assetId, on_pause: false, reason: null },
      ]),
    );
    expect(await columnsWith('because-of-ada')).toEqual(['asset.personal']);
  });
});
