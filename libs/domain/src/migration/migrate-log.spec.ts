import { DOCUMENT_STEPS, type AssetEvent, type AssetEventType, type DocumentStepStatus } from '@throughline/contracts';
import { fold } from '../asset/fold.js';
import { foldPersonal, initialPersonal } from '../asset/personal.js';
import { isPresent, type Asset } from '../asset/state.js';
import { decideAlone } from '../decide/decide.js';
import { newEvent } from '../decide/event.js';
import { documentRows } from '../status/document-rows.js';
import { documentStatusOf } from '../status/document-status.js';
import { renderDocumentFields } from '../kinds/document/view.js';
import { MAX_ROWS } from './check-log.js';
import { migrateLog } from './migrate-log.js';
import type { Migration, OldLog, OldLogRow } from './old-log.js';

const ASSET = '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4';
const LATEST = '2030-01-01T00:00:00.000Z';

type ShortRow = readonly [step: string, status: string, message?: string];
/** Returns rows a second apart: `['check_text', 'success', 'a message']`. */
const rowsOf = (...rows: readonly ShortRow[]): readonly OldLogRow[] =>
  rows.map(([step, status, message], index) => ({
    id: String(index + 1),
    step,
    status,
    at: new Date(Date.UTC(2024, 0, 15, 10, 0, index)).toISOString(),
    time: `2024-01-15 10:00:${String(index).padStart(2, '0')}`,
    ...(message === undefined ? {} : { message }),
  }));
const logOf = (rows: readonly OldLogRow[], overrides: Partial<OldLog> = {}): OldLog => ({
  assetId: ASSET,
  library: 'owner',
  table: 'processing_logs',
  title: 'File 7',
  rows,
  names: new Map(),
  latest: LATEST,
  ...overrides,
});
const migrate = (...rows: readonly ShortRow[]): Migration => migrateLog(logOf(rowsOf(...rows)));

const recorded = ({ commits }: Migration) => commits.map(({ at, events }) => ({ assetId: ASSET, commit: { at, events } }));
const foldMigration = (migration: Migration, ...more: readonly AssetEvent[]): Asset => {
  const end = more.length === 0 ? [] : [{ assetId: ASSET, commit: { at: LATEST, events: more } }];
  const state = fold([...recorded(migration), ...end]);
  if (!isPresent(state)) throw new Error('Nothing was registered');
  return state;
};
const statusesOf = (asset: Asset): Readonly<Record<string, DocumentStepStatus>> =>
  Object.fromEntries(documentRows(asset).map(({ step_name, status }) => [step_name, status]));
const typesOf = ({ commits }: Migration): readonly (readonly AssetEventType[])[] =>
  commits.map(({ events }) => events.map(({ type }) => type));
/** The run that the log left open, stopped. */
const stop = (asset: Asset): AssetEvent => newEvent('RunCancelled', { runId: asset.run?.runId ?? '', by: 'import' });

describe('the history of a file of an older system', () => {
  it('has one commit for each row, with its time, its place and its original words', () => {
    const migration = migrate(['hash_file', 'in_progress', 'Starting'], ['hash_file', 'success', 'Hash: abc']);
    expect(migration.commits.map(({ at, ref, actor }) => [at, ref, actor.id])).toEqual([
      ['2024-01-15T10:00:00.000Z', 'processing_logs/1', 'processing_logs'],
      ['2024-01-15T10:00:01.000Z', 'processing_logs/2', 'processing_logs'],
    ]);
    expect(typesOf(migration)).toEqual([
      ['AssetRegistered', 'RunStarted', 'LogEntryImported', 'StepScheduled', 'StepStarted'],
      ['LogEntryImported', 'StepCompleted'],
    ]);
    expect(migration.commits[1]?.events[0]).toMatchObject({
      data: { row: '2', oldStep: 'hash_file', oldStatus: 'success', oldTime: '2024-01-15 10:00:01', step: 'hash_file' },
      personal: { message: 'Hash: abc' },
    });
  });

  it.each<[string, readonly ShortRow[], Readonly<Record<string, DocumentStepStatus>>]>([
    [
      'a step that ended',
      [
        ['hash_file', 'in_progress'],
        ['hash_file', 'success'],
      ],
      { hash_file: 'success' },
    ],
    ['a success without its start', [['check_text', 'success']], { check_text: 'success', hash_file: 'pending' }],
    [
      'a failure',
      [
        ['check_text', 'in_progress'],
        ['check_text', 'failure'],
      ],
      { check_text: 'failure' },
    ],
    [
      'a retry that runs',
      [
        ['check_text', 'failure'],
        ['check_text', 'in_progress'],
      ],
      { check_text: 'in_progress' },
    ],
    [
      'a retry that succeeded',
      [
        ['check_text', 'failure'],
        ['check_text', 'success'],
      ],
      { check_text: 'success' },
    ],
    [
      'a step that was put back',
      [
        ['check_text', 'failure'],
        ['check_text', 'pending'],
      ],
      { check_text: 'pending' },
    ],
    [
      'a result that was thrown away',
      [
        ['check_text', 'success'],
        ['check_text', 'pending'],
      ],
      { check_text: 'pending' },
    ],
    [
      'a step that ran again',
      [
        ['check_text', 'success'],
        ['check_text', 'in_progress'],
      ],
      { check_text: 'in_progress' },
    ],
    [
      'a skipped step',
      [
        ['extract_text', 'in_progress'],
        ['extract_text', 'skipped'],
      ],
      { extract_text: 'skipped' },
    ],
    [
      'an upload',
      [
        ['queue_s3', 'success'],
        ['upload_to_s3', 'success'],
      ],
      { queue_s3: 'success', upload_to_s3: 'success' },
    ],
    ['a queued upload', [['queue_s3', 'success']], { queue_s3: 'success', upload_to_s3: 'pending' }],
    [
      'a queue that failed',
      [
        ['queue_s3', 'failure'],
        ['upload_to_s3', 'pending'],
      ],
      { queue_s3: 'failure', upload_to_s3: 'pending' },
    ],
    [
      'a skipped upload',
      [
        ['queue_s3', 'success'],
        ['upload_to_s3', 'skipped'],
      ],
      { queue_s3: 'success', upload_to_s3: 'skipped' },
    ],
  ])('DOC-19: shows the final status of %s', (_what, rows, expected) => {
    expect(statusesOf(foldMigration(migrate(...rows)))).toMatchObject(expected);
  });

  it('reads the oldest row first, and rows of one time by their ids', () => {
    const [start, end] = rowsOf(['hash_file', 'in_progress'], ['hash_file', 'success']);
    if (start === undefined || end === undefined) throw new Error('no rows');
    const same = { ...end, id: '10', at: start.at };
    const mixed = migrateLog(logOf([same, { ...start, id: '9' }]));
    expect(mixed.commits.map(({ ref }) => ref)).toEqual(['processing_logs/9', 'processing_logs/10']);
    expect(statusesOf(foldMigration(mixed))).toMatchObject({ hash_file: 'success' });
    const early = migrateLog(
      logOf([
        { ...start, micros: 500 },
        { ...same, micros: 499 },
      ]),
    );
    expect(early.commits.map(({ ref }) => ref)).toEqual(['processing_logs/10', 'processing_logs/1']);
  });

  it('does not depend on the order of the rows, so a second migration is the same', () => {
    const rows = rowsOf(
      ['hash_file', 'in_progress'],
      ['hash_file', 'failure'],
      ['queue_s3', 'success'],
      ['hash_file', 'success'],
    );
    expect(migrateLog(logOf(rows.toReversed()))).toEqual(migrateLog(logOf(rows)));
  });

  it('keeps a row that changes nothing', () => {
    const migration = migrate(['hash_file', 'in_progress'], ['hash_file', 'in_progress', 'half of it']);
    expect(typesOf(migration)[1]).toEqual(['LogEntryImported']);
  });

  it('announces the retry of a failure only if there was one', () => {
    const failures = migrate(['hash_file', 'failure'], ['check_text', 'failure'], ['hash_file', 'in_progress']).commits.map(
      ({ events }) => events.find(({ type }) => type === 'StepFailed')?.data,
    );
    expect(failures).toMatchObject([{ retryAt: '2024-01-15T10:00:02.000Z' }, { error: { retryable: false } }, undefined]);
    expect(failures[1]).not.toHaveProperty('retryAt');
  });

  it('DOC-10: shows the text of a failure', () => {
    const migration = migrate(['check_text', 'failure', 'No such page']);
    const personal = migration.commits.flatMap(({ events }) => events).reduce(foldPersonal, initialPersonal);
    const { steps, has_errors } = renderDocumentFields(foldMigration(migration), { personal });
    expect(steps.find(({ step_name }) => step_name === 'check_text')?.error_message).toBe('No such page');
    expect(has_errors).toBe(true);
  });

  it('leaves nothing in progress once its run was stopped, and keeps what had ended', () => {
    const migration = migrate(
      ['hash_file', 'success'],
      ['check_text', 'in_progress'],
      ['queue_s3', 'success'],
      ['queue_b', 'in_progress'],
    );
    const open = foldMigration(migration);
    expect(documentStatusOf(open)).toBe('processing');
    const stopped = foldMigration(migration, stop(open));
    expect(statusesOf(stopped)).toMatchObject({
      hash_file: 'success',
      check_text: 'pending',
      queue_s3: 'success',
      queue_b: 'pending',
    });
    expect(documentStatusOf(stopped)).toBe('pending');
  });

  it('is complete if all steps were', () => {
    const migration = migrate(...DOCUMENT_STEPS.map((step) => [step, 'success'] as const));
    expect(documentStatusOf(foldMigration(migration))).toBe('completed');
  });

  it('promises no file: nothing can run, be reset or get another output', () => {
    const asset = foldMigration(migrate(...DOCUMENT_STEPS.map((step) => [step, 'success'] as const)));
    const by = { by: 'user', now: LATEST };
    const refusal = {
      rejected: { code: 'history-only', tryInstead: expect.stringContaining('Give the item its file') as string },
    };
    const run = { type: 'StartRun', runId: ASSET, config: asset.run?.config, configSources: {}, ...by } as const;
    expect(decideAlone(asset, run as never)).toMatchObject(refusal);
    expect(decideAlone(asset, { type: 'ResetAsset', ...by })).toMatchObject(refusal);
    expect(decideAlone(asset, { type: 'AddOutputs', outputs: [], ...by })).toMatchObject(refusal);
    expect(asset.base).toBe('INITIALIZED');
  });
});

describe('the names of an older system', () => {
  const odd = rowsOf(['process_with_ocr', 'done'], ['notify', 'success']);

  it('are an error of the file if they are unknown, with the way to map them', () => {
    const migration = migrateLog(
      logOf([{ ...(odd[0] as OldLogRow), line: 12 }, ...rowsOf(['hash_file', 'weird']).map((row) => ({ ...row, id: '9' }))]),
    );
    expect(migration.commits).toEqual([]);
    expect(migration.problems).toMatchObject([
      {
        row: '1',
        line: 12,
        problem: "the step 'process_with_ocr' is unknown",
        tryInstead: expect.stringContaining("--map 'process_with_ocr=") as string,
      },
      { row: '9', problem: "the status 'weird' is unknown", tryInstead: "Map it with --map 'weird=success'." },
    ]);
  });

  it('are mapped to steps, statuses, or to no step, and stay in the history', () => {
    const names = new Map([
      ['process_with_ocr', 'extract_text'],
      ['done', 'success'],
      ['notify', 'none'],
    ]);
    const migration = migrateLog(logOf(odd, { names }));
    expect(statusesOf(foldMigration(migration))).toMatchObject({ extract_text: 'success' });
    expect(migration.statuses).toEqual(new Map([['extract_text', 'success']]));
    expect(migration.commits[1]?.events).toMatchObject([{ data: { oldStep: 'notify', oldStatus: 'success' } }]);
    expect(migration.commits[1]?.events[0]?.data).not.toHaveProperty('step');
  });
});

describe('a log that cannot become a history', () => {
  const one = rowsOf(['hash_file', 'success'])[0] as OldLogRow;

  it.each<[string, Partial<OldLogRow>, string]>([
    ['a row of the future', { at: '2030-01-01T00:00:00.001Z' }, 'lies in the future'],
    ['NUL', { message: 'a\0b' }, 'NUL or half a character'],
    ['half a character', { detail: '\ud800' }, 'NUL or half a character'],
    ['texts beyond the limit of a commit', { detail: 'ü'.repeat(75_001) }, 'longer than 150000 bytes'],
    ['a name that is content', { step: 'x'.repeat(101) }, 'longer than 100 characters'],
  ])('names %s', (_what, change, problem) => {
    const { commits, problems } = migrateLog(logOf([{ ...one, ...change }]));
    expect(commits).toEqual([]);
    expect(problems).toMatchObject([{ row: '1', problem: expect.stringContaining(problem) as string }]);
  });

  it('names a repeated id', () => {
    expect(migrateLog(logOf([one, one])).problems).toMatchObject([{ row: '1', problem: 'another row has the same id' }]);
  });

  it('is refused above the limit of rows', () => {
    const rows = Array.from({ length: MAX_ROWS + 1 }, (_, index) => ({ ...one, id: String(index) }));
    expect(migrateLog(logOf(rows)).problems).toMatchObject([{ problem: 'the file has 10001 rows, more than 10000' }]);
  });
});
