import { kindOf, type ImportedCommit } from '@throughline/contracts';
import type { AssetState } from '@throughline/domain';
import { type EventStore, type Revision } from '@throughline/event-store';
import { ContentionError } from '../commands/asset-commands.js';
import { planImport, type ImportBatch, type ImportPlan, type ImportProblem } from './plan-import.js';

export type ImportLog = Pick<EventStore, 'append' | 'load' | 'incarnation'>;

/** The result of a batch. `state` is that of the item after it, and `revision` that of its last commit in the log. */
export type ImportResult =
  | { readonly problem: ImportProblem }
  | { readonly stored: number; readonly state: AssetState; readonly revision: Revision };

/** A batch that was compared with the log, and of which nothing is stored yet. */
export interface CheckedImport {
  /** The result that {@link store} will have if nobody else changes the item. */
  readonly result: ImportResult;
  /** Stores the commits that the log lacks. Throws as {@link EventStore.append}, except for conflicts. */
  readonly store: () => Promise<ImportResult>;
}

const MAX_TRIES = 3;

interface PlannedImport {
  readonly plan: ImportPlan;
  readonly revision: Revision;
}

const toResult = (plan: ImportPlan, revision: Revision): ImportResult =>
  'problem' in plan ? plan : { stored: plan.missing.length, state: plan.state, revision };

/** Stores the histories of items of another system, commit by commit (ADR 116). */
export class AssetImports {
  constructor(private readonly log: ImportLog) {}

  /** Checks all commits of a batch, before the first of them is stored. Repeating a batch is always safe. */
  async check(batch: ImportBatch): Promise<CheckedImport> {
    const planned = await this.#plan(batch);
    return { result: toResult(planned.plan, planned.revision), store: () => this.#store(batch, planned) };
  }

  async #store(batch: ImportBatch, first: PlannedImport): Promise<ImportResult> {
    let { plan, revision } = first;
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      if ('problem' in plan) return plan;
      const last = await this.#append(batch.assetId, plan.missing, revision);
      if (last !== undefined) return toResult(plan, last);
      ({ plan, revision } = await this.#plan(batch));
    }
    throw new ContentionError(batch.assetId, MAX_TRIES);
  }

  async #plan(batch: ImportBatch): Promise<PlannedImport> {
    const { commits, revision } = await this.log.load(batch.assetId);
    const isOwn = commits.some(({ commit }) => commit.origin?.kind !== 'imported');
    const incarnation = isOwn ? (await this.log.incarnation()).id : '';
    return { plan: planImport(batch, commits, incarnation), revision };
  }

  /** Returns the revision of the last commit, or `undefined` if another writer was first. */
  async #append(assetId: string, missing: readonly ImportedCommit[], from: Revision): Promise<Revision | undefined> {
    let revision = from;
    for (const { commit } of missing) {
      try {
        ({ revision } = await this.log.append(assetId, commit, revision));
      } catch (error) {
        if (kindOf(error) === 'revision-conflict') return undefined;
        throw error;
      }
    }
    return revision;
  }
}
