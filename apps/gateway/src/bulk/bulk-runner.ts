import type { BeforeApplicationShutdown } from '@nestjs/common';
import { kindOf } from '@throughline/contracts';
import { NO_REVISION, compareRevision, type EventStore, type Revision } from '@throughline/event-store';
import type { ClientPositions } from '../projection/index.js';
import { AT_ONCE, type ItemServices } from '../items/index.js';
import type { BulkClaim, BulkItem, BulkNoun, ItemFinding } from './bulk-job.js';
import { phaseOf } from './bulk-job.js';
import type { BulkJobStore } from './bulk-job-store.js';
import { decideItem, OutageError, type JobCommand } from './decide-item.js';
import { Slots } from './slots.js';

/** Another gateway takes over a crashed one's job after this time. */
const LEASE_MS = 15_000;
/** Findings are stored in batches of this size; a crash repeats at most one batch. */
const BATCH = 64;

export type BulkServices = Readonly<Record<BulkNoun, Pick<ItemServices, 'commands' | 'items' | 'queries' | 'loader'>>>;

export interface BulkRunnerPorts {
  readonly store: BulkJobStore;
  readonly services: BulkServices;
  readonly history: Pick<EventStore, 'load'>;
  readonly shown: Pick<ClientPositions, 'ofLog'>;
  readonly onProblem: (error: unknown) => void;
}

interface BatchResult {
  readonly findings: readonly ItemFinding[];
  readonly outage: OutageError | undefined;
}

/**
 * Carries out bulk jobs in the background. Only stored findings count: after a crash, any gateway continues with the items that
 * have none. Each command's id follows from the job and the item, so a repeated command finds the first one's commit.
 */
export class BulkRunner implements BeforeApplicationShutdown {
  readonly #pursuits = new Map<string, Promise<void>>();
  readonly #slots = new Slots(AT_ONCE);
  #isStopped = false;

  constructor(private readonly ports: BulkRunnerPorts) {}

  /** Works on a job until its phase ends, it has to wait, or another gateway has it. Never rejects. */
  pursue(id: string): Promise<void> {
    const before = this.#pursuits.get(id) ?? Promise.resolve();
    const pursuit: Promise<void> = before
      .then(() => this.#claimAndWork(id))
      .catch(this.ports.onProblem)
      .finally(() => {
        if (this.#pursuits.get(id) === pursuit) this.#pursuits.delete(id);
      });
    this.#pursuits.set(id, pursuit);
    return pursuit;
  }

  /** Continues the jobs that nobody works on, after crashes and outages. */
  async resume(): Promise<void> {
    for (const id of await this.ports.store.unclaimed()) if (!this.#pursuits.has(id)) void this.pursue(id);
  }

  /** Lets the commands that were sent end, and gives up the claims. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#pursuits.values());
  }

  async #claimAndWork(id: string): Promise<void> {
    const { store, onProblem } = this.ports;
    const claim = this.#isStopped ? undefined : await store.claim(id, LEASE_MS);
    if (claim === undefined) return;
    const heartbeat = setInterval(() => {
      store.renew(claim, LEASE_MS).catch(onProblem);
    }, LEASE_MS / 3);
    try {
      await this.#work(claim);
    } catch (error) {
      onProblem(error);
      await store.release(claim, true);
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #work(claim: BulkClaim): Promise<void> {
    const { store } = this.ports;
    let state: string | undefined = claim.job.state;
    let after = -1;
    let newest: Revision = NO_REVISION;
    const command = await this.#commandOf(claim, (revision) => {
      if (compareRevision(revision, newest) > 0) newest = revision;
    });
    while (state !== undefined) {
      const items: readonly BulkItem[] = state === 'stopping' ? [] : await store.next(claim, after, BATCH);
      const last = items.at(-1);
      if (last === undefined) {
        // Not after each item: reads of the library would wait for the projector all the time.
        if (newest !== NO_REVISION) this.ports.shown.ofLog(claim.job.libraryId, newest);
        return store.finish(claim);
      }
      after = last.position;
      const { findings, outage } = await this.#decide(items, command);
      state = await store.save(claim, findings, LEASE_MS);
      if (outage !== undefined) throw outage;
      if (this.#isStopped) return store.release(claim, false);
    }
  }

  async #commandOf({ job, body }: BulkClaim, onChanged: JobCommand['onChanged']): Promise<JobCommand> {
    const { commands, items } = this.ports.services[job.noun];
    return {
      phase: phaseOf(job),
      sender: { by: job.executedBy ?? job.requestedBy, owner: job.libraryId, commandId: `bulk:${job.id}` },
      command: await commands.of(job.action, body, job.libraryId),
      items,
      history: this.ports.history,
      onChanged,
      onError: this.ports.onProblem,
    };
  }

  /** Decides items, a few at a time, until an outage or the end of the gateway. */
  async #decide(items: readonly BulkItem[], command: JobCommand): Promise<BatchResult> {
    const findings: ItemFinding[] = [];
    const queue = items.values();
    let outage: OutageError | undefined;
    const worker = async (): Promise<void> => {
      for (const item of queue) {
        if (outage !== undefined || this.#isStopped) return;
        try {
          findings.push(await this.#slots.use(() => decideItem(item, command)));
        } catch (error) {
          if (kindOf(error) !== 'outage') throw error;
          outage = error as OutageError;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { findings, outage };
  }
}
