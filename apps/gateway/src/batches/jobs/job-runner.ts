import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { EventStore } from '@throughline/event-store';
import { OutageError, Slots, isOutage, showChanges, type CommandToDecide, type Outcome } from '../bulk/index.js';
import type { ItemServices } from '../../items/index.js';
import { LeasedWork } from '../../kit/leases/index.js';
import { mayChange, type UserStore } from '../../people/index.js';
import type { ClientPositions, ItemRows, RowFreshness } from '../../adapters/projection/index.js';
import type { TemplateStore } from '../../templates/index.js';
import { JobCommands } from './job-commands.js';
import { loadPlan, syncSources, type JobPlan } from './job-plan.js';
import type { JobItem, JobReport, JobRun, JobRunClaim } from './job.js';
import type { JobStore } from './job-store.js';
import { MAX_LEFT_OUT, countByReason, selectItems } from './select-items.js';
import type { JobSources } from './job-sources.js';

/** Another gateway takes over a crashed one's run after this time. */
const LEASE_MS = 15_000;
/** Outcomes are stored in batches of this size; a crash repeats at most one batch. */
const BATCH = 64;
/** A run waits this long for the rows of what its sources have registered. */
const CATCH_UP_MS = 5_000;

export interface JobRunnerPorts {
  readonly store: JobStore;
  readonly sources: JobSources;
  readonly templates: Pick<TemplateStore, 'load'>;
  readonly recordings: Pick<ItemServices, 'commands' | 'items' | 'loader'>;
  readonly rows: Pick<ItemRows, 'page'>;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly history: Pick<EventStore, 'load'>;
  readonly fresh: Pick<RowFreshness, 'show'>;
  readonly shown: Pick<ClientPositions, 'ofLog'>;
  readonly onProblem: (error: unknown) => void;
}

interface End {
  readonly state: 'done' | 'failed';
  readonly problem?: string | undefined;
}

const NO_OTHER = 'The job has no other template.';
const failed = (problem: string): End => ({ state: 'failed', problem });

/** The id of a run's commands. With the item's id it gives the id of the commit, so a repeated command finds the first one's. */
const commandIdOf = ({ id }: JobRun): string => `job:${id}`;

/** A run with problems has failed if it has changed nothing. */
function endOf({ items = [], sources = [] }: JobReport, { problems }: JobPlan): End {
  const all = [...problems, ...sources.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]))];
  if (all.length === 0) return { state: 'done' };
  const hasChanged = items.some(({ outcome }) => outcome === 'changed');
  return { state: hasChanged ? 'done' : 'failed', problem: all.join(' ') };
}

/**
 * Carries out the runs of jobs in the background: sources, then the selection, then one command for each item. Only stored work
 * counts: after a crash, any gateway continues. A sync registers each recording once, and each command's id follows from the run
 * and the item, so nothing is done twice.
 */
export class JobRunner implements BeforeApplicationShutdown {
  readonly #runs: LeasedWork<string, JobRunClaim>;
  readonly #slots = new Slots();

  constructor(private readonly ports: JobRunnerPorts) {
    const { store, onProblem } = ports;
    this.#runs = new LeasedWork<string, JobRunClaim>({
      leaseMs: LEASE_MS,
      claim: (id, leaseMs) => store.claim(id, leaseMs),
      renew: (claim, leaseMs) => store.renew(claim, leaseMs),
      work: (claim) => this.#carryOut(claim),
      onProblem,
    });
  }

  /** Works on a run until it ends, has to wait, or another gateway has it. Never rejects. */
  pursue(id: string): Promise<void> {
    return this.#runs.pursue(id);
  }

  /** Continues the runs that nobody works on, after crashes and outages. */
  async resume(): Promise<void> {
    for (const id of await this.ports.store.unclaimed()) void this.pursue(id);
  }

  /** Lets the commands that were sent end, and gives up the claims. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#runs.stop();
  }

  async #carryOut(claim: JobRunClaim): Promise<void> {
    const { store, onProblem } = this.ports;
    try {
      const end = await showChanges(this.ports.shown, claim.run.libraryId, (onChanged) => this.#work(claim, onChanged));
      await (end === undefined ? store.release(claim) : store.finish(claim, end));
    } catch (error) {
      if (!this.#runs.stopped.aborted) onProblem(error);
      const mayContinue = this.#runs.stopped.aborted || isOutage(error);
      await (mayContinue ? store.release(claim) : store.finish(claim, failed('The run ended with an internal error.')));
    }
  }

  /** Returns the end of the run, or undefined if it has not ended: the gateway stops, or the claim was lost. */
  async #work(claim: JobRunClaim, onChanged: CommandToDecide['onChanged']): Promise<End | undefined> {
    const { users, templates } = this.ports;
    const { run } = claim;
    if (!mayChange(await users.accessTo(run.libraryId, run.requestedBy)))
      return failed('The user who saved the job may not change this library any more. Save the job again.');
    const plan = await loadPlan(templates, run.libraryId, run.task);
    if (plan.templates.length === 0)
      return failed([...plan.problems, ...(run.task.templateIds.length > 0 ? [NO_OTHER] : [])].join(' '));
    const steps = [this.#readSources.bind(this), this.#select.bind(this)];
    let report = run.report;
    for (const step of steps) {
      const next = await step(run, plan, report);
      // A sync that the shutdown has interrupted is not the result of a source.
      if (this.#runs.stopped.aborted) return undefined;
      if (next !== report && !(await this.ports.store.save(claim, next, LEASE_MS))) return undefined;
      report = next;
    }
    const end = await this.#startItems(claim, report, onChanged);
    return end === undefined ? undefined : endOf(end, plan);
  }

  async #readSources({ libraryId }: JobRun, { templates }: JobPlan, report: JobReport): Promise<JobReport> {
    if (report.sources !== undefined) return report;
    const options = { templates, dryRun: false, signal: this.#runs.stopped };
    const readings = await syncSources(this.ports.sources, libraryId, options);
    return { ...report, sources: readings.map((reading) => reading.report) };
  }

  async #select({ libraryId, task, window }: JobRun, { templates }: JobPlan, report: JobReport): Promise<JobReport> {
    if (report.items !== undefined) return report;
    if ((await this.ports.fresh.show(libraryId, undefined, this.#runs.stopped, CATCH_UP_MS)) !== 'fresh')
      throw new OutageError('the rows do not show yet what the sources have registered');
    const { items, leftOut } = await selectItems(this.ports, libraryId, { task, window, templates });
    return {
      ...report,
      items: items.map(({ title: _title, ...item }) => item),
      leftOut: countByReason(leftOut),
      leftOutItems: leftOut.slice(0, MAX_LEFT_OUT).map(({ itemId, reason }) => ({ itemId, reason })),
    };
  }

  /** Returns the report with all outcomes, or undefined if the gateway stops or the claim was lost. */
  async #startItems(
    claim: JobRunClaim,
    report: JobReport,
    onChanged: CommandToDecide['onChanged'],
  ): Promise<JobReport | undefined> {
    const { run } = claim;
    const items = [...(report.items ?? [])];
    const sender = { by: run.requestedBy, owner: run.libraryId, commandId: commandIdOf(run) };
    const commands = new JobCommands(this.ports, { phase: 'run', sender, task: run.task, onChanged });
    const decide = async (position: number, item: JobItem): Promise<void> => {
      const { word, finding } = await commands.decide(item, position);
      items[position] = { ...item, outcome: word as Outcome, finding };
    };
    const open = [...items.entries()].filter(([, { outcome }]) => outcome === undefined);
    for (let from = 0; from < open.length; from += BATCH) {
      const batch = open.slice(from, from + BATCH);
      const { outage } = await this.#slots.decideAll(batch, ([position, item]) => decide(position, item), this.#runs.stopped);
      if (!(await this.ports.store.save(claim, { ...report, items }, LEASE_MS))) return undefined;
      if (outage !== undefined) throw outage;
      if (this.#runs.stopped.aborted) return undefined;
    }
    return { ...report, items };
  }
}
