import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { EventStore } from '@throughline/event-store';
import type { Failpoint } from '@throughline/service-kit';
import { Problem } from '../http/problems/problem.js';
import { findPlanChanges, type BulkBody, type ItemServices } from '../items/index.js';
import { LeasedWork } from '../leases/index.js';
import { mayChange, type UserStore } from '../people/index.js';
import type { ClientPositions } from '../projection/index.js';
import type { BulkClaim, BulkItem, BulkJob, BulkNoun, BulkState, ItemFinding } from './bulk-job.js';
import { commandIdOf, phaseOf } from './bulk-job.js';
import type { BulkJobStore } from './bulk-job-store.js';
import { buildForAll, decideItem, isOutage, type JobCommand } from './decide-item.js';
import { findUnsaved } from './find-unsaved.js';
import { showChanges } from './show-changes.js';
import { Slots } from './slots.js';

/** Another gateway takes over a crashed one's job after this time. */
const LEASE_MS = 15_000;
/** Findings are stored in batches of this size; a crash repeats at most one batch. */
const BATCH = 64;

export type BulkServices = Readonly<Record<BulkNoun, Pick<ItemServices, 'commands' | 'items' | 'queries' | 'loader'>>>;

export interface BulkRunnerPorts {
  readonly store: BulkJobStore;
  readonly services: BulkServices;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly history: Pick<EventStore, 'load'>;
  readonly shown: Pick<ClientPositions, 'ofLog'>;
  readonly failpoint: Failpoint;
  readonly onProblem: (error: unknown) => void;
}

/** Finds the verdict or outcome of an item, if there is one. */
type Finder = (item: BulkItem) => Promise<ItemFinding | undefined>;

const senderOf = (job: BulkJob): JobCommand['sender'] => ({
  by: job.executedBy ?? job.requestedBy,
  owner: job.libraryId,
  commandId: commandIdOf(job),
});

/**
 * Carries out bulk jobs in the background. Only stored findings count: after a crash, any gateway continues with the items that
 * have none. Each command's id follows from the job and the item, so a repeated command finds the first one's commit.
 */
export class BulkRunner implements BeforeApplicationShutdown {
  readonly #jobs: LeasedWork<string, BulkClaim>;
  readonly #slots = new Slots();

  constructor(private readonly ports: BulkRunnerPorts) {
    const { store, onProblem } = ports;
    this.#jobs = new LeasedWork<string, BulkClaim>({
      leaseMs: LEASE_MS,
      claim: (id, leaseMs) => store.claim(id, leaseMs),
      renew: async (claim, leaseMs) => (await store.renew(claim, leaseMs)) !== undefined,
      work: (claim) => this.#carryOut(claim),
      onProblem,
    });
  }

  /** Works on a job until its phase ends, it has to wait, or another gateway has it. Never rejects. */
  pursue(id: string): Promise<void> {
    return this.#jobs.pursueAgain(id);
  }

  /** Continues the jobs that nobody works on, after crashes and outages. */
  async resume(): Promise<void> {
    for (const id of await this.ports.store.unclaimed()) void this.#jobs.pursue(id);
  }

  /** Lets the commands that were sent end, and gives up the claims. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#jobs.stop();
  }

  get #isStopped(): boolean {
    return this.#jobs.stopped.aborted;
  }

  async #carryOut(claim: BulkClaim): Promise<void> {
    const { store, onProblem } = this.ports;
    try {
      const isEnded = await showChanges(this.ports.shown, claim.job.libraryId, (onChanged) => this.#work(claim, onChanged));
      await (isEnded ? store.finish(claim) : store.release(claim, false));
    } catch (error) {
      onProblem(error);
      await store.release(claim, isOutage(error));
    }
  }

  /** Returns true if the phase of the job has ended. */
  async #work(claim: BulkClaim, onChanged: JobCommand['onChanged']): Promise<boolean> {
    const { store, history, onProblem } = this.ports;
    const { job } = claim;
    let state: BulkState | undefined = job.state;
    for (let after = -1; state !== undefined && state !== 'stopping';) {
      const items = await store.next(claim, after, BATCH);
      const last = items.at(-1);
      if (last === undefined) return true;
      after = last.position;
      state = await this.#decideBatch(claim, items, onChanged);
      if (this.#isStopped) return false;
    }
    if (state === undefined) return false;
    // A claim begins with the first items that have no outcome. So only these can be changed by commands whose outcome was lost.
    const unsaved = await store.next(claim, -1, BATCH);
    state = await this.#findAndSave(claim, unsaved, (item) => findUnsaved(item, { job, history, onChanged, onError: onProblem }));
    return state !== undefined && !this.#isStopped;
  }

  /** Loads user and settings for each batch, as they can change during a long job. */
  async #decideBatch(
    claim: BulkClaim,
    items: readonly BulkItem[],
    onChanged: JobCommand['onChanged'],
  ): Promise<BulkState | undefined> {
    const { store, services, history, onProblem: onError } = this.ports;
    const { job } = claim;
    if (!(await this.#isAllowed(job))) {
      await store.stop(job.id);
      return store.renew(claim, LEASE_MS);
    }
    await this.#notePlanChanges(claim);
    const { commands, items: owned } = services[job.noun];
    const body = { read: () => this.#open(claim.readBody), owner: job.libraryId };
    const built = await buildForAll(commands, job.action, body);
    const command = { phase: phaseOf(job), sender: senderOf(job), command: built, items: owned, history, onChanged, onError };
    // A moved item is not in the library of the job any more: only the log tells that an interrupted job has moved it.
    const isRepeatable = command.phase === 'preview' || !built.movesItems;
    const findMoved = (item: BulkItem): Promise<ItemFinding | undefined> =>
      isRepeatable ? Promise.resolve(undefined) : findUnsaved(item, { job, history, onChanged, onError });
    return this.#findAndSave(claim, items, async (item) => (await findMoved(item)) ?? decideItem(item, command));
  }

  /** Names the settings that are not as the preview used them. */
  async #notePlanChanges(claim: BulkClaim): Promise<void> {
    const { job, usedParts } = claim;
    if (phaseOf(job) !== 'run' || usedParts.length === 0) return;
    const present = await this.ports.services[job.noun].commands.planParts(job.action, job.libraryId);
    const changes = findPlanChanges(usedParts, present);
    if (changes.length > 0) await this.ports.store.notePlanChanges(claim, changes);
  }

  /** Returns true if the user may still send the job's commands. A preview sends none. */
  async #isAllowed({ executedBy, libraryId }: BulkJob): Promise<boolean> {
    return executedBy === undefined || mayChange(await this.ports.users.accessTo(libraryId, executedBy));
  }

  #open(readBody: BulkClaim['readBody']): BulkBody {
    try {
      return readBody();
    } catch (error) {
      this.ports.onProblem(error);
      throw new Problem('refused', {
        detail: 'The request of this job cannot be read, because it was stored with another master key.',
        tryInstead: 'Ask the operator to check the master key, then preview the items again.',
        cause: error,
      });
    }
  }

  async #findAndSave(claim: BulkClaim, items: readonly BulkItem[], find: Finder): Promise<BulkState | undefined> {
    const { found, outage } = await this.#slots.decideAll(items, find, this.#jobs.stopped);
    await this.ports.failpoint('gateway.bulk-decided', phaseOf(claim.job));
    const state = await this.ports.store.save(claim, found, LEASE_MS);
    if (outage !== undefined) throw outage;
    return state;
  }
}
