import { newAssetId, newId } from '@throughline/contracts';
import { parsePosition } from '@throughline/event-store';
import { parseRetryAfterMs } from '@throughline/outgoing';
import { ulid } from 'ulid';
import type { Source } from '../../sources/source.js';
import { NO_COUNTS, type SyncResult } from '../../sources/syncs/sync.js';
import { SYNCS_KEPT } from '../../sources/syncs/sync-store.js';
import { openFreshControl, type ControlDatabase } from '../../testing/control-database.js';
import { LONGEST_LEASE_MS } from './times.js';

const LEASE_MS = 10_000;
const AHEAD = `interval '30 days'`;
const BY_USER = { trigger: 'user', isDryRun: false, from: undefined, to: undefined } as const;
const DONE: SyncResult = {
  counts: NO_COUNTS,
  entries: [],
  waiting: [],
  againInMs: undefined,
  cursor: undefined,
  problem: undefined,
};

/** All times are the database's own. Instead of setting its clock back, the specs move the stored times ahead. */
describe('after a clock that ran ahead was set back', () => {
  let database: ControlDatabase;
  let libraryId: string;
  beforeAll(async () => {
    database = await openFreshControl();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    libraryId = ulid();
    await database.users.add({ id: libraryId, name: libraryId, role: 'operator' });
  });

  const setBack = async (table: string, ...columns: readonly string[]): Promise<void> => {
    const moved = columns.map((column) => `${column} = ${column} + ${AHEAD}`).join(', ');
    await database.control.query(`update control.${table} set ${moved}`);
  };
  const leaseMs = async (table: string): Promise<number> => {
    const [row] = await database.control.query<{ ms: number }[]>(
      `select (extract(epoch from max(lease_until) - now()) * 1000)::float8 as ms from control.${table}`,
    );
    return row?.ms ?? 0;
  };
  const addSource = async (intervalMinutes: number | undefined): Promise<Source> => {
    const given = { name: ulid(), type: 'folder', settings: {}, brings: 'recording', isRun: false } as const;
    const added = await database.sources.add({
      libraryId,
      ...given,
      credentialId: undefined,
      templateId: undefined,
      intervalMinutes,
    });
    if (typeof added === 'string') throw new Error(added);
    return added;
  };
  const sync = async ({ id }: Source, change: Partial<SyncResult> = {}): Promise<string> => {
    const claim = await database.syncs.begin(id, BY_USER, LEASE_MS);
    if (claim === undefined) throw new Error('it is not free');
    await database.syncs.finish(claim, { ...DONE, ...change });
    return claim.sync.id;
  };

  it.each([
    ['with an interval', 5, {}],
    ['that waits for an item', undefined, { againInMs: 300_000 }],
  ] as const)('a source %s is due, and the next sync plans its time anew', async (_, minutes, result) => {
    const source = await addSource(minutes);
    await sync(source, result);
    expect(await database.syncs.due(1_000)).not.toContain(source.id);
    await setBack('source', 'next_sync_at');
    expect(await database.syncs.due(1_000)).toContain(source.id);
    await sync(source, result);
    expect(await database.syncs.due(1_000)).not.toContain(source.id);
    const planned = Date.parse((await database.sources.find(source.id))?.nextSyncAt ?? '');
    expect(planned).toBeLessThan(Date.now() + 86_400_000);
  });

  it('the newest syncs of a source are kept and listed first, in their order', async () => {
    const source = await addSource(undefined);
    const before: string[] = [];
    for (let count = 0; count < SYNCS_KEPT; count += 1) before.push(await sync(source));
    await setBack('source_sync', 'started_at', 'ended_at');
    const newest = await sync(source);
    const listed = (await database.syncs.list(source.id)).map(({ id }) => id);
    expect(listed).toEqual([newest, ...before.slice(1).reverse()]);
    expect((await database.syncs.latest([source.id])).get(source.id)?.id).toBe(newest);
  });

  it('a file that was seen settles as if it was seen now', async () => {
    const source = await addSource(undefined);
    const claim = await database.syncs.begin(source.id, BY_USER, LEASE_MS);
    if (claim === undefined) throw new Error('it is not free');
    const assetId = newAssetId();
    await database.syncs.see(claim, assetId);
    await setBack('source_sighting', 'seen_at');
    await database.syncs.see(claim, assetId);
    const [row] = await database.control.query<{ is_past: boolean }[]>(
      'select seen_at <= clock_timestamp() as is_past from control.source_sighting where asset_id = $1',
      [assetId],
    );
    expect(row).toEqual({ is_past: true });
    await database.syncs.finish(claim, DONE);
  });

  const expectCapped = async (table: string, look: () => Promise<unknown>): Promise<void> => {
    await setBack(table, 'lease_until');
    await look();
    const left = await leaseMs(table);
    // A holder that lives keeps its lease, and renews it before this.
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(LONGEST_LEASE_MS);
  };

  it('the lease of a sync ends soon, and its holder keeps it until then', async () => {
    const source = await addSource(5);
    const claim = await database.syncs.begin(source.id, BY_USER, LEASE_MS);
    await expectCapped('source', () => database.syncs.due(10));
    expect(await database.syncs.begin(source.id, BY_USER, LEASE_MS)).toBeUndefined();
    expect(claim !== undefined && (await database.syncs.renew(claim, LEASE_MS))).toBe(true);
    expect(await leaseMs('source')).toBeLessThanOrEqual(LEASE_MS);
  });

  it('the lease of a bulk command ends soon', async () => {
    const bulk = {
      id: newId(),
      libraryId,
      noun: 'recording',
      action: 'run',
      requestedBy: libraryId,
      body: {},
      planParts: [],
    } as const;
    await database.bulkCommands.add(bulk, [newAssetId()]);
    await database.bulkCommands.claim(bulk.id, LEASE_MS);
    await expectCapped('bulk_job', () => database.bulkCommands.unclaimed());
  });

  it('the lease of a run of a job ends soon', async () => {
    const job = await database.jobs.insert({
      name: 'Lectures',
      isEnabled: true,
      templateIds: [3],
      schedule: { kind: 'time_of_day', time: '08:00', time_zone: 'Europe/Berlin' },
      syncDays: 2,
      filters: { status: ['INITIALIZED'], exclude_blank: true },
      libraryId,
      changedBy: libraryId,
    });
    if (job === 'name-taken') throw new Error(job);
    const run = await database.jobs.start(job, { id: newId(), cause: 'request', requestedBy: libraryId });
    await database.jobs.claim(typeof run === 'string' ? run : run.id, LEASE_MS);
    await expectCapped('job_run', () => database.jobs.unclaimed());
  });

  it('the lease of a request with an Idempotency-Key ends soon', async () => {
    await database.idempotency.begin({ owner: libraryId, key: 'a', route: 'POST /' }, LEASE_MS);
    await expectCapped('idempotency_key', () => database.idempotency.removeExpired());
  });

  it('a webhook is sent that waits, and its lease ends soon', async () => {
    const content = { name: 'Chat', url: 'https://hooks.example/in', events: ['item.ready'], isPaused: false } as const;
    const added = await database.webhooks.add({ libraryId, secrets: [{ secret: 'whsec_bmV3' }], ...content });
    if (typeof added === 'string') throw new Error(added);
    // The receiver may ask for more time than each backoff.
    const longest = `interval '${String(parseRetryAfterMs('99999999'))} ms'`;
    await database.control.query(`update control.webhook_endpoint set wait_until = now() + ${longest}`);
    expect(await database.webhookQueue.claimable('all')).toEqual([]);
    await setBack('webhook_endpoint', 'wait_until');
    expect(await database.webhookQueue.claimable('all')).toEqual([added.id]);
    const claim = await database.webhookQueue.claim(added.id, LEASE_MS);
    if (claim === undefined) throw new Error('it is not free');
    const position = parsePosition('1');
    await database.control.query(
      `insert into control.webhook_message (endpoint_id, position, event_index, asset_id, event, next_at)
       values ($1, $2, 0, $3, 'item.ready', now() + ${longest})`,
      [added.id, position, newAssetId()],
    );
    expect(await database.webhookQueue.due(claim, 1)).toEqual([]);
    await setBack('webhook_message', 'next_at');
    expect(await database.webhookQueue.due(claim, 1)).toMatchObject([{ position }]);
    await expectCapped('webhook_endpoint', () => database.webhookQueue.claimable('all'));
  });

  it('notices are looked for, and are neither quiet nor young for the jumped time', async () => {
    const { notices } = database;
    await notices.save(libraryId, 0, { email: 'ada@example.org', kinds: ['failed'] });
    await notices.startConfirmation(libraryId);
    await setBack('notice_setting', 'confirmation_at');
    expect(await notices.startConfirmation(libraryId)).toBe(true);
    await notices.confirm(libraryId, 'ada@example.org');
    const first = await notices.claim(libraryId, LEASE_MS);
    if (first === undefined) throw new Error('it is not free');
    await notices.compare(first, ['failed:a']);
    await expectCapped('notice_setting', () => notices.due(10));
    await notices.finish(first, { noticed: ['failed:a'], nextLookMs: 60_000 });
    expect(await notices.claim(libraryId, LEASE_MS)).toBeUndefined();
    await setBack('notice_setting', 'next_look_at', 'last_sent_at');
    await setBack('notice_cause', 'found_at', 'absent_since');
    expect(await notices.due(10)).toContain(libraryId);
    const second = await notices.claim(libraryId, LEASE_MS);
    expect(second?.quietMs).toBeUndefined();
    const [known] = second === undefined ? [] : await notices.compare(second, ['failed:a']);
    expect(known?.ageMs).toBeGreaterThanOrEqual(0);
  });
});
