import { QUEUE, RECORDING_STATUSES, assetEvents, newAssetId, type Json } from '@throughline/contracts';
import { aCommit, testDepth } from '@throughline/contracts/testing';
import { fold as foldOfDomain, isFailed, isPresent, renderRecording, renderStatus, restsSince } from '@throughline/domain';
import type { Journey } from '@throughline/domain/testing';
import { NO_REVISION, START, parsePosition, parseRevision, type History, type StoredCommit } from '@throughline/event-store';
import fc from 'fast-check';
import { canonicalJson } from '../rows/canonical-json.js';
import { MemoryTables } from '../testing/memory-tables.js';
import { SEALED, journeyOf, scripts } from '../testing/random-journey.js';
import { Batch } from '../write/batch.js';
import { refold } from './asset-entry.js';
import type { Fold } from './fold.js';
import { Folder } from '../project/folder.js';
import { recordingFold } from './recording-fold.js';

const older: Fold = { ...recordingFold, version: recordingFold.version - 1 };

/** Merges the commits of several journeys into one log, in the order that `choices` gives. */
function interleave(journeys: readonly Journey[], choices: readonly number[]): StoredCommit[] {
  const positions = journeys.map(() => 0);
  const revisions = new Map<string, StoredCommit['revision']>();
  const total = journeys.reduce((sum, { commits }) => sum + commits.length, 0);
  return Array.from({ length: total }, (_, index): StoredCommit => {
    const open = journeys.flatMap(({ commits }, which) => ((positions[which] ?? 0) < commits.length ? [which] : []));
    const which = open[(choices[index % choices.length] ?? 0) % open.length] ?? 0;
    const journey = journeys[which];
    const recorded = journey?.commits[positions[which] ?? 0];
    if (journey === undefined || recorded === undefined) throw new Error('All journeys are told');
    positions[which] = (positions[which] ?? 0) + 1;
    const { assetId } = journey;
    const place = String(index + 1);
    const expected = revisions.get(assetId) ?? NO_REVISION;
    revisions.set(assetId, parseRevision(place));
    return {
      assetId,
      commit: aCommit(recorded.commit.events, { at: recorded.commit.at, id: `commit-${place}` }),
      revision: parseRevision(place),
      expected,
      position: parsePosition(place),
      storedAt: recorded.commit.at,
    };
  });
}

const historyIn = (log: readonly StoredCommit[], assetId: string): History => {
  const commits = log.filter((each) => each.assetId === assetId);
  return { commits, conflicts: [], revision: commits.at(-1)?.revision ?? NO_REVISION };
};

function rebuilt(log: readonly StoredCommit[], assetIds: readonly string[]): MemoryTables {
  const tables = new MemoryTables();
  const batch = new Batch(START);
  for (const assetId of assetIds) {
    const { entry, audit } = refold(recordingFold, historyIn(log, assetId));
    if (entry !== undefined) batch.changed.set(assetId, { entry, stored: undefined });
    batch.audit.push(...audit);
  }
  tables.write(recordingFold, batch);
  return tables;
}

/** A part of the log that one transaction projects, possibly after a restart or by an older release. */
interface ProjectedRange {
  readonly commits: number;
  readonly restarted: boolean;
  readonly byOlder: boolean;
}

async function projected(
  log: readonly StoredCommit[],
  stretches: readonly ProjectedRange[],
  cacheSize: number,
): Promise<MemoryTables> {
  const tables = new MemoryTables();
  const load = (assetId: string, options: { upTo?: StoredCommit['revision'] } = {}): Promise<History> =>
    Promise.resolve(
      historyIn(
        log.filter(({ position }) => Number(position) <= Number(options.upTo)),
        assetId,
      ),
    );
  const started = (fold: Fold): Folder =>
    new Folder({ fold, store: { load }, storedAssets: (ids) => tables.storedAssets(fold, ids), parked: [], cacheSize });
  let [fold, folder] = [recordingFold, started(recordingFold)];
  let at = 0;
  for (let round = 0; at < log.length; round += 1) {
    const stretch = stretches[round % stretches.length] ?? { commits: log.length, restarted: false, byOlder: false };
    // The last transaction uses the current fold version, because it must not continue from rows of the older one.
    const next = stretch.byOlder && at + stretch.commits < log.length ? older : recordingFold;
    if (stretch.restarted || next !== fold) [fold, folder] = [next, started(next)];
    const items = log.slice(at, at + stretch.commits);
    const batch = new Batch(at === 0 ? START : parsePosition(String(at)));
    folder.opened(batch);
    await folder.add(items, () => Promise.resolve(batch));
    tables.write(fold, batch);
    expect(batch.notices).toEqual([]);
    folder.written(batch);
    at += items.length;
  }
  return tables;
}

type Contents = MemoryTables['contents'];

/** A deep comparison of thousands of large values is slow, so only values with different JSON are compared deeply. */
function expectSame(one: unknown, other: unknown): void {
  if (JSON.stringify(one) !== JSON.stringify(other)) expect(one).toEqual(other);
}

/** Checks that the rows of an asset match its representation in the API. */
function expectShown({ assets, steps, audit }: Contents, { assetId, commits, personal, events }: Journey): void {
  const state = foldOfDomain(commits);
  const item = renderRecording(state, personal);
  if (item === undefined) throw new Error('Every journey begins with a registration');
  const waits = item.waiting_for.flatMap(({ for: reason, since }) => (reason === QUEUE ? [] : [since])).sort();
  const ofAsset = (row: Readonly<Record<string, unknown>>): boolean => row['asset_id'] === assetId;
  const { failed_at_stage, on_pause, pause_until, deleted_at, expires_at, cancelled_at, needs_review } = item;
  const { unconfirmed, partial } = item.upload_summary;
  const row = assets.find(ofAsset);
  expect(canonicalJson(row?.['state'] as Json)).toBe(canonicalJson(JSON.parse(JSON.stringify(state)) as Json));
  expect(row).toMatchObject({
    status: renderStatus(state),
    failed: isFailed(state),
    ...{ failed_at_stage, on_pause, pause_until, deleted_at, expires_at, cancelled_at, unconfirmed, partial, needs_review },
    waiting_since: waits[0] ?? null,
    rests_since: (isPresent(state) ? restsSince(state) : undefined) ?? null,
    content_sha256: item.source.sha256,
  });
  expect(steps.filter(ofAsset).filter((step) => step['waiting_for'] !== null)).toHaveLength(waits.length);
  expect(audit.filter(ofAsset)).toHaveLength(events.length);
}

const cases = fc.record({
  scripts: fc.array(scripts, { minLength: 1, maxLength: 2 }),
  choices: fc.array(fc.nat({ max: 10 }), { minLength: 1, maxLength: 20 }),
  stretches: fc.array(
    fc.record({ commits: fc.integer({ min: 1, max: 12 }), restarted: fc.boolean(), byOlder: fc.constant(false) }),
    { minLength: 1, maxLength: 6 },
  ),
  cacheSize: fc.integer({ min: 1, max: 3 }),
});

describe('folding any history of a recording', () => {
  it('is tested with every status, and every event type that the domain decides', () => {
    const happened = new Set<string>();
    const statuses = new Set<string>();
    // The rarest event of this seed is in life 251.
    for (const script of fc.sample(scripts, { numRuns: testDepth.isFull ? 700 : 255, seed: 1 })) {
      const life = journeyOf(script);
      life.events.forEach(({ type }) => happened.add(type));
      life.statuses.forEach((status) => statuses.add(status));
    }
    // An operator writes the first two, and only an import brings the others, so no life of an own item has them.
    const others = ['CommitDiscarded', 'CommitReleased', 'ImportEnded', 'LogEntryImported'];
    // Lives of recordings have no events of documents, and no notes, which only sessions have.
    const possible = Object.keys(assetEvents).filter((type) => !others.includes(type) && !/^(Document|Note)/.test(type));
    expect([...happened].sort()).toEqual(possible.sort());
    expect(statuses).toEqual(new Set(RECORDING_STATUSES));
  });

  it('gives the same rows commit by commit, after restarts and in a rebuild, and the rows match the domain', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ scripts: lives, choices, stretches, cacheSize }) => {
        const journeys = lives.map((script) => journeyOf(script, newAssetId()));
        const log = interleave(journeys, choices);
        const all = rebuilt(
          log,
          journeys.map(({ assetId }) => assetId),
        ).contents;
        expectSame((await projected(log, stretches, cacheSize)).contents, all);
        for (const journey of journeys) expectShown(all, journey);
      }),
      { numRuns: testDepth.runs(1_200) },
    );
  }, 120_000);

  it('gives the same rows if releases with an older fold projected parts of the log', async () => {
    const mixed = cases.chain((each) =>
      fc.array(fc.boolean(), { minLength: each.stretches.length, maxLength: each.stretches.length }).map((turns) => ({
        ...each,
        stretches: each.stretches.map((stretch, index) => ({ ...stretch, byOlder: turns[index] === true })),
      })),
    );
    await fc.assert(
      fc.asyncProperty(mixed, async ({ scripts: lives, choices, stretches, cacheSize }) => {
        const journeys = lives.map((script) => journeyOf(script, newAssetId()));
        const log = interleave(journeys, choices);
        const { contents } = await projected(log, stretches, cacheSize);
        const all = rebuilt(
          log,
          journeys.map(({ assetId }) => assetId),
        ).contents;
        const versionless = ({ fold_version: _version, ...row }: Readonly<Record<string, unknown>>): unknown => row;
        expectSame({ ...contents, assets: contents.assets.map(versionless) }, { ...all, assets: all.assets.map(versionless) });
      }),
      { numRuns: testDepth.runs(500) },
    );
  }, 120_000);

  it('puts no personal text into the audit log or the state, and only known statuses into the log', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const journey = journeyOf(script);
        const { assets, audit } = rebuilt(interleave([journey], [0]), [journey.assetId]).contents;
        expect(JSON.stringify(audit)).not.toContain(SEALED);
        expect(JSON.stringify(assets.map(({ state }) => state))).not.toContain(SEALED);
        expect(JSON.stringify(audit)).not.toContain('undefined');
        expect(audit.every(({ status_after: status }) => RECORDING_STATUSES.some((word) => word === status))).toBe(true);
      }),
      { numRuns: testDepth.runs(500) },
    );
  }, 60_000);
});
