import { outputOf } from '@throughline/contracts';
import type { CredentialId } from '@throughline/credentials';
import {
  hasEnded,
  isPresent,
  isRunActive,
  needsReview,
  uploadSummaryOf,
  waitingSteps,
  type Asset,
  type AssetState,
} from '@throughline/domain';
import { RECONNECT } from '../../credentials/index.js';

/** `review`: publish it. `unconfirmed`: confirm a delivery. `reconnect`: connect the account of a credential again. */
export const ATTENTION_REASONS = ['review', 'unconfirmed', 'reconnect'] as const;
export type AttentionReason = (typeof ATTENTION_REASONS)[number];

/** Returns the reasons for which an item waits for a person. */
export const findAttention = (asset: Asset): readonly AttentionReason[] => [
  ...(needsReview(asset) ? (['review'] as const) : []),
  ...(uploadSummaryOf(asset).unconfirmed > 0 ? (['unconfirmed'] as const) : []),
  ...(waitingSteps(asset).some(({ waiting }) => waiting.for === RECONNECT) ? (['reconnect'] as const) : []),
];

interface AccountWait {
  readonly step: string;
  /** The credential if the configuration of the run names it, else the step. */
  readonly cause: CredentialId | string;
  readonly runId: string | undefined;
  /** The progress at which the step waits. */
  readonly reached: number;
}

/** The waits for accounts that have not ended. */
export type AccountWaits = readonly AccountWait[];

/** Returns the credential of the step's output, if the configuration of the run names one. */
export function findCredential({ run }: Asset, step: string): CredentialId | undefined {
  const credential = run?.config.outputs.find(({ name }) => name === outputOf(step))?.settings['credential'];
  return typeof credential === 'number' ? credential : undefined;
}

/**
 * Returns true unless the step has got past its wait. A check of the account starts the step, fails or loses its worker, and then
 * waits again: none of that ends the wait.
 */
function isStillOpen(asset: Asset, { step: name, runId, reached }: AccountWait): boolean {
  const step = asset.steps.find((one) => one.step === name);
  if (step === undefined || hasEnded(step) || asset.run?.runId !== runId || !isRunActive(asset)) return false;
  const waitsForOther = 'waiting' in step && step.waiting.for !== RECONNECT;
  return !waitsForOther && !step.checkpointed && step.reached <= reached;
}

/** Returns the open waits after a commit, and whether a wait with another cause than the earlier ones has begun. */
export function followWaits(open: AccountWaits, state: AssetState): { readonly waits: AccountWaits; readonly hasBegun: boolean } {
  if (!isPresent(state)) return { waits: [], hasBegun: false };
  const openWaits = open.filter((wait) => isStillOpen(state, wait));
  const newWaits = waitingSteps(state)
    .filter(({ step, waiting }) => waiting.for === RECONNECT && !openWaits.some((wait) => wait.step === step.step))
    .map(({ step: { step, reached } }) => ({
      step,
      cause: findCredential(state, step) ?? step,
      runId: state.run?.runId,
      reached,
    }));
  return {
    waits: [...openWaits, ...newWaits],
    hasBegun: newWaits.some(({ cause }) => !openWaits.some((wait) => wait.cause === cause)),
  };
}
