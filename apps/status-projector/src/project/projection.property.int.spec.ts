import { aCommit, testDepth } from '@throughline/contracts/testing';
import { fold, isFailed, isPresent, listStateOf, renderStatus } from '@throughline/domain';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { startPostgres, type TestPostgres } from '@throughline/stack/testing';
import fc from 'fast-check';
import { recordingFold } from '../fold/recording-fold.js';
import { verify } from '../rebuild/rebuild.js';
import { Projection } from '../testing/projection.js';
import { journeyOf, scripts } from '../testing/random-journey.js';

const cases = fc.record({
  histories: fc.array(scripts, { minLength: 4, maxLength: 12 }),
  /** Selects the asset that appends its next commit. */
  interleaving: fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 200, size: 'max' }),
  maxEvents: fc.integer({ min: 1, max: 40 }),
  cacheSize: fc.integer({ min: 1, max: 4 }),
  /** Fails a transaction before its commit, or ends the process right after it. */
  failures: fc.array(fc.constantFrom('none', 'before', 'after'), { maxLength: 12 }),
});

describe('any history in any batches with any crashes', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server.stop();
  });

  it('gives the rows of the fold, every audit event once, and the same rows as a rebuild', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ histories, interleaving, maxEvents, cacheSize, failures }) => {
        const projection = await Projection.open(server);
        try {
          const store = new MemoryEventStore({ partitions: 2 });
          const crashes = [...failures];
          const crashed = (place: 'before' | 'after'): Promise<void> => {
            const isHere = crashes[0] === place;
            if (isHere || place === 'after') crashes.shift();
            return isHere ? Promise.reject(new Error(`a crash ${place} the commit`)) : Promise.resolve();
          };
          projection.start(store, {
            maxEvents,
            cacheSize,
            beforeCommit: () => crashed('before'),
            onWritten: () => crashed('after'),
          });
          const journeys = histories.map((history) => journeyOf(history));
          const positions = journeys.map(() => 0);
          const tellNext = async (index: number): Promise<void> => {
            const journey = journeys[index];
            const recorded = journey?.commits[positions[index] ?? 0];
            if (journey === undefined || recorded === undefined) return;
            const { events, at } = recorded.commit;
            await store.append(journey.assetId, aCommit(events, { at }), await store.head(journey.assetId));
            positions[index] = (positions[index] ?? 0) + 1;
          };
          for (const choice of interleaving) await tellNext(choice % journeys.length);
          for (const [index, journey] of journeys.entries())
            for (let rest = journey.commits.length; rest > 0; rest -= 1) await tellNext(index);
          await projection.caughtUp(store);

          const rows = await projection.rows<{
            asset_id: string;
            state: unknown;
            status: string;
            failed: boolean;
            list_state: string;
            events: number;
          }>(
            `select asset_id, state, status, failed, list_state,
                    (select count(*)::int from projection.audit_log l where l.asset_id = a.asset_id) as events
             from projection.asset a order by asset_id`,
          );
          const expected = journeys
            .map((journey) => {
              const state = fold(journey.commits);
              const events = journey.events.length;
              const listState = isPresent(state) ? listStateOf(state) : '';
              return {
                asset_id: journey.assetId,
                state,
                status: renderStatus(state),
                failed: isFailed(state),
                list_state: listState,
                events,
              };
            })
            .sort((one, other) => (one.asset_id < other.asset_id ? -1 : 1));
          expect(rows).toEqual(JSON.parse(JSON.stringify(expected)));
          const report = await verify({
            pool: projection.pool,
            store,
            fold: recordingFold,
            signal: new AbortController().signal,
            maxEvents,
            settleMs: 60_000,
          });
          expect(report).toMatchObject({ count: 0, differences: [], notCompared: [] });
        } finally {
          await projection.close();
        }
      }),
      // A run has 4 to 12 histories, so 25 runs cover about two hundred.
      { numRuns: testDepth.runs(25) },
    );
  }, 120_000);
});
