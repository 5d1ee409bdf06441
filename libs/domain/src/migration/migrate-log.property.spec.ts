import { DOCUMENT_STEPS, DOCUMENT_STEP_STATUSES, commitCodec, type AssetEvent } from '@throughline/contracts';
import fc from 'fast-check';
import { auditLine } from '../explain/audit/audit-line.js';
import { evolve } from '../asset/evolve.js';
import { fold } from '../asset/fold.js';
import { initialState, isPresent, type AssetState } from '../asset/state.js';
import { newEvent } from '../decide/event.js';
import { documentRows } from '../status/document-rows.js';
import { isRunActive } from '../asset/steps/run.js';
import { migrateLog } from './migrate-log.js';
import type { OldLogRow } from './old-log.js';

const ASSET = '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4';
const NAMES = [...DOCUMENT_STEPS, 'queue_s3', 'upload_to_s3', 'queue_dropbox', 'upload_to_dropbox'];

const rows: fc.Arbitrary<readonly OldLogRow[]> = fc
  .array(
    fc.record({
      step: fc.constantFrom(...NAMES),
      status: fc.constantFrom(...DOCUMENT_STEP_STATUSES),
      second: fc.integer({ min: 0, max: 20 }),
      message: fc.option(fc.string(), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((drawn) =>
    drawn.map(({ step, status, second, message }, index) => ({
      id: String(index),
      step,
      status,
      at: new Date(Date.UTC(2024, 0, 1, 0, 0, second)).toISOString(),
      time: String(second),
      ...(message === undefined ? {} : { message: message.replaceAll('\0', '') }),
    })),
  );

const migrate = (drawn: readonly OldLogRow[]) =>
  migrateLog({
    assetId: ASSET,
    library: 'a',
    table: 'processing_logs',
    title: '',
    rows: drawn,
    names: new Map(),
    latest: '2030',
  });

/** DOC-19, written as plainly as it reads: the oldest row first, and the last status of each step. */
function readPlainly(drawn: readonly OldLogRow[]): Readonly<Record<string, string>> {
  const statuses: Record<string, string> = Object.fromEntries(DOCUMENT_STEPS.map((step) => [step, 'pending']));
  const sorted = [...drawn].sort((one, other) => one.at.localeCompare(other.at) || Number(one.id) - Number(other.id));
  for (const { step, status } of sorted) statuses[step] = status;
  return statuses;
}

const statusesOf = (state: AssetState): Readonly<Record<string, string>> =>
  isPresent(state) ? Object.fromEntries(documentRows(state).map(({ step_name, status }) => [step_name, status])) : {};

describe('any log of an older system', () => {
  it('becomes a document whose steps have the statuses of a plain reading (DOC-19)', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const { commits } = migrate(drawn);
        const state = fold(commits.map(({ at, events }) => ({ assetId: ASSET, commit: { at, events } })));
        const expected = readPlainly(drawn);
        const actual = statusesOf(state);
        const isOver = isPresent(state) && !isRunActive(state);
        for (const [name, status] of Object.entries(expected))
          expect([name, actual[name]]).toEqual([name, isOver && status === 'in_progress' ? 'pending' : status]);
        // An upload without rows of its own waits, or was skipped or ended in no way.
        for (const [name, status] of Object.entries(actual))
          if (!(name in expected)) expect(status).toBe(derived(name, expected));
      }),
    );
  });

  it('keeps every row, and leaves nothing in progress once its run was stopped', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const { commits, statuses } = migrate(drawn);
        expect(commits.map(({ ref }) => ref).sort()).toEqual(drawn.map(({ id }) => `processing_logs/${id}`).sort());
        const history = commits.map(({ at, events }) => ({ assetId: ASSET, commit: { at, events } }));
        const open = fold(history);
        const stop = newEvent('RunCancelled', { runId: isPresent(open) ? (open.run?.runId ?? '') : '', by: 'import' });
        const actual = statusesOf(
          fold([...history, { assetId: ASSET, commit: { at: '2030-01-01T00:00:00.000Z', events: [stop] } }]),
        );
        for (const [name, status] of statuses)
          expect([name, actual[name]]).toEqual([name, status === 'in_progress' ? 'pending' : status]);
      }),
    );
  });

  it('is made of events that the log can store, and that have a sentence each', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        let state: AssetState = initialState;
        const { commits } = migrate(drawn);
        for (const { at, ref, actor, events } of commits) {
          for (const event of events) {
            const before = state;
            state = evolve(state, event, { assetId: ASSET, at });
            expect(auditLine(before, event, state).message).not.toBe('');
          }
          const commit = {
            id: ref,
            at,
            actor,
            causationId: ref,
            correlationId: ref,
            origin: { kind: 'imported', ref },
            events,
          } as const;
          const key = new Uint8Array(32);
          const decoded = commitCodec.decode(ASSET, commitCodec.encode(ASSET, commit, key), key);
          expect(decoded.events).toEqual(JSON.parse(JSON.stringify(events)) as readonly AssetEvent[]);
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** The status of a half of an upload that the log does not name: it follows the other half. */
function derived(name: string, { ...named }: Readonly<Record<string, string>>): string {
  if (name.startsWith('upload_to_')) return 'pending';
  const upload = named[name.replace('queue_', 'upload_to_')];
  if (upload === 'skipped') return 'skipped';
  return upload === 'pending' ? 'pending' : 'success';
}
