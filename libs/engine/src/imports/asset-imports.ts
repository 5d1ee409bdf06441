import { kindOf, type ImportedCommit } from '@throughline/contracts';
import type { AssetState } from '@throughline/domain';
import { type EventStore, type Revision } from '@throughline/event-store';
import { ContentionError } from '../commands/asset-commands.js';
import { planImport, type ImportBatch, type ImportPlan, type ImportProblem } from './plan-import.js';

export type ImportLog = Pick<EventStore, 'append' | 'load' | 'incarnation'>;

/** The result of a batch. `state` is that of the item after it. */
export type ImportResult = { readonly problem: ImportProblem } | { readonly stored: number; readonly state: AssetState };

const MAX_TRIES = 3;

interface PlannedImport {
  readonly plan: ImportPlan;
  readonly revision: Revision;
}

/** Stores the histories of items of another system, commit by commit (ADR 116). */
export class AssetImports {
  constructor(private readonly log: ImportLog) {}

  /**
   * Stores the commits of a batch that the log lacks, after all of them are checked, and after `beforeFirst`. Repeating a batch is
   * always safe. Throws as {@link EventStore.append}, except for conflicts.
   */
  async store(batch: ImportBatch, beforeFirst: () => Promise<void>): Promise<ImportResult> {
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const { plan, revision } = await this.#plan(batch);
      if ('problem' in plan) return plan;
      if (plan.missing.length > 0) await beforeFirst();
      if (await this.#append(batch.assetId, plan.missing, revision)) return { stored: plan.missing.length, state: plan.state };
    }
    throw new ContentionError(batch.assetId, MAX_TRIES);
  }

  /** Returns what {@link store} would return now. */
  async preview(batch: ImportBatch): Promise<ImportResult> {
    const { plan } = await this.#plan(batch);
    return 'problem' in plan ? plan : { stored: plan.missing.length, state: plan.state };
  }

  async #plan(batch: ImportBatch): Promise<PlannedImport> {
    const { commits, revision } = await this.log.load(batch.assetId);
    const isOwn = commits.some(({ commit }) => commit.origin?.kind !== 'imported');
    const incarnation = isOwn ? (await this.log.incarnation()).id : '';
    return { plan: planImport(batch, commits, incarnation), revision };
  }

  /** Returns false if another writer was first. */
  async #append(assetId: string, missing: readonly ImportedCommit[], from: Revision): Promise<boolean> {
    let revision = from;
    for (const { commit } of missing) {
      try {
        ({ revision } = await this.log.append(assetId, commit, revision));
      } catch (error) {
        if (kindOf(error) === 'revision-conflict') return false;
        throw error;
      }
    }
    return true;
  }
}
