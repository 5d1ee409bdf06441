import {
  migratedRunIdOf,
  type AssetEvent,
  type AssetEventOf,
  type Commit,
  type DocumentStepStatus,
} from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { HISTORY } from '../asset/history-only.js';
import { initialState, isPresent, type AssetState } from '../asset/state.js';
import { defaultRunConfig } from '../asset/config/defaults.js';
import { newEvent } from '../decide/event.js';
import { planDocument } from '../asset/pipeline/document.js';
import { stepOf } from '../asset/steps/steps.js';
import { MAX_ROWS, findProblems } from './check-log.js';
import { findStatus, findStep, type NamedStep } from './old-names.js';
import type { MigratedCommit, Migration, OldLog, OldLogRow } from './old-log.js';
import { isReset, oldOutput, stepEvents } from './row-events.js';

/** Rows of one time are in the order of their ids. Numbers in texts are compared as numbers. */
const ids = new Intl.Collator('en', { numeric: true });

/** The oldest row first (DOC-19). */
const inOrder = (rows: readonly OldLogRow[]): readonly OldLogRow[] =>
  [...rows].sort(
    (one, other) =>
      (one.at < other.at ? -1 : one.at > other.at ? 1 : 0) ||
      (one.micros ?? 0) - (other.micros ?? 0) ||
      ids.compare(one.id, other.id) ||
      (one.id < other.id ? -1 : 1),
  );

const { simulation: _simulation, ...CONFIG } = defaultRunConfig;

const TRIED_AGAIN: ReadonlySet<DocumentStepStatus> = new Set(['in_progress', 'success', 'failure']);

interface ReadRow {
  readonly row: OldLogRow;
  readonly named: NamedStep;
  readonly status: DocumentStepStatus;
}

const textsOf = ({ message, detail, taskId }: OldLogRow): AssetEventOf<'LogEntryImported'>['personal'] => ({
  ...(message === undefined ? {} : { message }),
  ...(detail === undefined ? {} : { detail }),
  ...(taskId === undefined ? {} : { taskId }),
});

/** Folds its own commits while it writes them, so that each row continues the state of the rows before it. */
class LogMigration {
  #state: AssetState = initialState;
  readonly #commits: MigratedCommit[] = [];
  readonly #actor: Commit['actor'];

  constructor(
    private readonly log: OldLog,
    private readonly rows: readonly ReadRow[],
  ) {
    this.#actor = { kind: 'service', id: log.table };
  }

  run(): readonly MigratedCommit[] {
    const retries = this.#findRetries();
    for (const [index, read] of this.rows.entries()) this.#add(read, retries[index]);
    return this.#commits;
  }

  /** Returns, for each row, the time of the next row of its step if that one tries the step again. */
  #findRetries(): readonly (string | undefined)[] {
    const next = new Map<string, ReadRow>();
    return this.rows
      .toReversed()
      .map((read) => {
        const { step, isQueue } = read.named;
        if (step === undefined || isQueue === true) return undefined;
        const later = next.get(step);
        next.set(step, read);
        return later !== undefined && TRIED_AGAIN.has(later.status) ? later.row.at : undefined;
      })
      .toReversed();
  }

  #add(read: ReadRow, retryAt: string | undefined): void {
    const { row } = read;
    const events: AssetEvent[] = [];
    const emit = (...more: readonly AssetEvent[]): void => {
      for (const event of more) this.#state = evolve(this.#state, event, { assetId: this.log.assetId, at: row.at });
      events.push(...more);
    };
    if (!isPresent(this.#state)) emit(...this.#register());
    emit(...this.#addOutput(read));
    emit(this.#entryOf(read));
    emit(...this.#eventsOf(read, retryAt));
    this.#commits.push({ at: row.at, actor: row.actor ?? this.#actor, ref: `${this.log.table}/${row.id}`, events });
  }

  #register(): readonly AssetEvent[] {
    const { assetId, library, title, fileName } = this.log;
    const data = { owner: library, pipeline: 'document', sourceKind: HISTORY, isMapped: true, language: 'auto' } as const;
    const config = { ...CONFIG, outputs: [] };
    return [
      newEvent('AssetRegistered', data, { title, ...(fileName === undefined ? {} : { fileName }) }),
      newEvent('RunStarted', {
        runId: migratedRunIdOf(assetId),
        plan: planDocument(config),
        config,
        configSources: {},
      }),
    ];
  }

  /** Outputs join the run at their first row (DOC-07). */
  #addOutput({ named: { step, output } }: ReadRow): readonly AssetEvent[] {
    if (output === undefined || !isPresent(this.#state) || this.#state.run === undefined) return [];
    const { runId, plan, config } = this.#state.run;
    if (plan.steps.some((planned) => planned.step === step)) return [];
    const added = oldOutput(output);
    const steps = planDocument({ ...config, outputs: [added] }).steps.filter((planned) => planned.step === step);
    return [newEvent('RunExtended', { runId, by: this.log.table, outputs: [added], steps })];
  }

  #entryOf({ row, named: { step, isQueue }, status }: ReadRow): AssetEvent {
    const state = step === undefined || !isPresent(this.#state) ? undefined : stepOf(this.#state, step);
    return newEvent(
      'LogEntryImported',
      {
        table: this.log.table,
        row: row.id,
        oldStep: row.step,
        oldStatus: row.status,
        oldTime: row.time,
        ...(step === undefined ? {} : { step }),
        ...(isQueue !== true && state !== undefined && isReset(status, state) ? { reset: true as const } : {}),
        ...(isQueue === true ? { queue: status } : {}),
      },
      textsOf(row),
    );
  }

  #eventsOf({ row, named, status }: ReadRow, retryAt: string | undefined): readonly AssetEvent[] {
    if (named.step === undefined || named.isQueue === true || !isPresent(this.#state)) return [];
    const step = stepOf(this.#state, named.step);
    if (step === undefined) return [];
    const worker = row.actor?.id ?? this.log.table;
    return stepEvents(status, { asset: this.#state, step, worker, text: row.message ?? row.detail ?? '', retryAt });
  }
}

/** Reads the final status of each step, the oldest row first (DOC-19). */
const readStatuses = (rows: readonly ReadRow[], names: OldLog['names']): Migration['statuses'] =>
  new Map(
    rows.flatMap(({ row, named, status }): [string, DocumentStepStatus][] =>
      named.step === undefined ? [] : [[names.get(row.step) ?? row.step, status]],
    ),
  );

/**
 * Turns the log of a file into the history of a document: one commit for each row, with its time and actor (DOC-19). All events
 * and ids follow from the rows, so a second migration gives the same history.
 */
export function migrateLog(log: OldLog): Migration {
  const nothing = { commits: [], statuses: new Map() };
  const [first] = log.rows;
  if (first !== undefined && log.rows.length > MAX_ROWS) {
    const problem = `the file has ${String(log.rows.length)} rows, more than ${String(MAX_ROWS)}`;
    return { ...nothing, problems: [{ row: first.id, problem, tryInstead: 'Leave the file in the older system.' }] };
  }
  const problems = findProblems(log);
  if (problems.length > 0) return { ...nothing, problems };
  const rows = inOrder(log.rows).flatMap((row): ReadRow[] => {
    const [named, status] = [findStep(row.step, log.names), findStatus(row.status, log.names)];
    return named === undefined || status === undefined ? [] : [{ row, named, status }];
  });
  return { commits: new LogMigration(log, rows).run(), statuses: readStatuses(rows, log.names), problems: [] };
}
