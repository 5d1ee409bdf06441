import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { EventStore } from '@throughline/event-store';
import type { Failpoint } from '@throughline/service-kit';
import { Problem } from '../../kit/http/problems/problem.js';
import { findPlanChanges, type BulkBody, type ItemServices } from '../../items/index.js';
import { LeasedWork } from '../../kit/leases/index.js';
import { mayChange, type UserStore } from '../../people/index.js';
import type { ClientPositions } from '../../adapters/projection/index.js';
import type { BulkClaim, BulkCommand, BulkItem, BulkNoun, BulkState, ItemFinding } from './bulk-command.js';
import { commandIdOf, phaseOf } from './bulk-command.js';
import type { BulkCommandStore } from './bulk-command-store.js';
import { type CommandToDecide, buildForAll, decideItem, isOutage } from './decide-item.js';
import { findUnsaved } from './find-unsaved.js';
import { showChanges } from './show-changes.js';
import { Slots } from './slots.js';

/** Another gateway takes over the bulk command of a crashed one after this time. */
const LEASE_MS = 15_000;
/** Findings are stored in batches of this size; a crash repeats at most one batch. */
const BATCH = 64;

export type BulkServices = Readonly<Record<BulkNoun, Pick<ItemServices, 'commands' | 'items' | 'queries' | 'loader'>>>;

export interface BulkRunnerPorts {
  readonly store: BulkCommandStore;
  readonly services: BulkServices;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly history: Pick<EventStore, 'load'>;
  readonly shown: Pick<ClientPositions, 'ofLog'>;
  readonly failpoint: Failpoint;
  readonly onProblem: (error: unknown) => void;
}

/** Finds the verdict or outcome of an item, if there is one. */
type Finder = (item: BulkItem) => Promise<ItemFinding | undefined>;

const senderOf = (bulk: BulkCommand): CommandToDecide['sender'] => ({
  by: bulk.executedBy ?? bulk.requestedBy,
  owner: bulk.libraryId,
  commandId: commandIdOf(bulk),
});

/**
 * Carries out bulk commands in the background. Only stored findings count: after a crash, any gateway continues with the items that
 * have none. The id of the command to an item follows from the bulk command, so a repeated command finds the first one's commit.
 */
export class BulkRunner implements BeforeApplicationShutdown {
  readonly #bulkCommands: LeasedWork<string, BulkClaim>;
  readonly #slots = new Slots();

  constructor(private readonly ports: BulkRunnerPorts) {
    const { store, onProblem } = ports;
    this.#bulkCommands = new LeasedWork<string, BulkClaim>({
      leaseMs: LEASE_MS,
      claim: (id, leaseMs) => store.claim(id, leaseMs),
      renew: async (claim, leaseMs) => (await store.renew(claim, leaseMs)) !== undefined,
      work: (claim) => this.#carryOut(claim),
      onProblem,
    });
  }

  /** Works on a bulk command until its phase ends, it has to wait, or another gateway has it. Never rejects. */
  pursue(id: string): Promise<void> {
    return this.#bulkCommands.pursueAgain(id);
  }

  /** Continues the bulk commands that nobody works on, after crashes and outages. */
  async resume(): Promise<void> {
    for (const id of await this.ports.store.unclaimed()) void this.#bulkCommands.pursue(id);
  }

  /** Lets the commands that were sent end, and gives up the claims. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#bulkCommands.stop();
  }

  get #isStopped(): boolean {
    return this.#bulkCommands.stopped.aborted;
  }

  async #carryOut(claim: BulkClaim): Promise<void> {
    const { store, onProblem } = this.ports;
    try {
      const isEnded = await showChanges(this.ports.shown, claim.bulk.libraryId, (onChanged) => this.#work(claim, onChanged));
      await (isEnded ? store.finish(claim) : store.release(claim, false));
    } catch (error) {
      onProblem(error);
      await store.release(claim, isOutage(error));
    }
  }

  /** Returns true if the phase of the bulk command has ended. */
  async #work(claim: BulkClaim, onChanged: CommandToDecide['onChanged']): Promise<boolean> {
    const { store, history, onProblem } = this.ports;
    const { bulk } = claim;
    let state: BulkState | undefined = bulk.state;
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
    state = await this.#findAndSave(claim, unsaved, (item) =>
      findUnsaved(item, { bulk, history, onChanged, onError: onProblem }),
    );
    return state !== undefined && !this.#isStopped;
  }

  /** Loads user and settings for each batch, as they can change during a long execution. */
  async #decideBatch(
    claim: BulkClaim,
    items: readonly BulkItem[],
    onChanged: CommandToDecide['onChanged'],
  ): Promise<BulkState | undefined> {
    const { store, services, history, onProblem: onError } = this.ports;
    const { bulk } = claim;
    if (!(await this.#isAllowed(bulk))) {
      await store.stop(bulk.id);
      return store.renew(claim, LEASE_MS);
    }
    await this.#notePlanChanges(claim);
    const { commands, items: owned } = services[bulk.noun];
    const body = { read: () => this.#open(claim.readBody), owner: bulk.libraryId };
    const built = await buildForAll(commands, bulk.action, body);
    const command = { phase: phaseOf(bulk), sender: senderOf(bulk), command: built, items: owned, history, onChanged, onError };
    // A moved item is not in the library of the bulk command any more: only the log tells that an interrupted execution has moved it.
    const isRepeatable = command.phase === 'preview' || !built.movesItems;
    const findMoved = (item: BulkItem): Promise<ItemFinding | undefined> =>
      isRepeatable ? Promise.resolve(undefined) : findUnsaved(item, { bulk, history, onChanged, onError });
    return this.#findAndSave(claim, items, async (item) => (await findMoved(item)) ?? decideItem(item, command));
  }

  /** Names the settings that are not as the preview used them. */
  async #notePlanChanges(claim: BulkClaim): Promise<void> {
    const { bulk, usedParts } = claim;
    if (phaseOf(bulk) !== 'run' || usedParts.length === 0) return;
    const present = await this.ports.services[bulk.noun].commands.planParts(bulk.action, bulk.libraryId);
    const changes = findPlanChanges(usedParts, present);
    if (changes.length > 0) await this.ports.store.notePlanChanges(claim, changes);
  }

  /** Returns true if the user may still send commands to the items. A preview sends none. */
  async #isAllowed({ executedBy, libraryId }: BulkCommand): Promise<boolean> {
    return executedBy === undefined || mayChange(await this.ports.users.accessTo(libraryId, executedBy));
  }

  #open(readBody: BulkClaim['readBody']): BulkBody {
    try {
      return readBody();
    } catch (error) {
      this.ports.onProblem(error);
      throw new Problem('refused', {
        detail: 'The request of this bulk command cannot be read, because it was stored with another master key.',
        tryInstead: 'Ask the operator to check the master key, then preview the items again.',
        cause: error,
      });
    }
  }

  async #findAndSave(claim: BulkClaim, items: readonly BulkItem[], find: Finder): Promise<BulkState | undefined> {
    const { found, outage } = await this.#slots.decideAll(items, find, this.#bulkCommands.stopped);
    await this.ports.failpoint('gateway.bulk-decided', phaseOf(claim.bulk));
    const state = await this.ports.store.save(claim, found, LEASE_MS);
    if (outage !== undefined) throw outage;
    return state;
  }
}
