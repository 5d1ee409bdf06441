import type { AssetEvent } from '@throughline/contracts';
import type { Command } from '@throughline/domain';
import type { CommandOutcome, LoadedAsset } from '../commands/asset-commands.js';

export type AttemptEnd =
  /** The end must be recorded. The worker keeps the lease until then and calls `release` afterwards. */
  | {
      readonly kind: 'to-record';
      readonly command: Command;
      /** The asset after the attempt's own last commit, which saves a read unless others have changed it since. */
      readonly asset: LoadedAsset | undefined;
      readonly release: () => Promise<void>;
      readonly tookMs: number;
    }
  | { readonly kind: 'closed' }
  /** Another worker may hold the attempt: the message must be redelivered. */
  | { readonly kind: 'not-ours' };

export const ATTEMPT_OUTCOMES = [
  'completed',
  /** Delivered, but the destination did not confirm it. */
  'unconfirmed',
  'skipped',
  'failed',
  'retried',
  'waiting',
  'interrupted',
  'late',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

export interface RecordedEnd {
  readonly outcome: AttemptOutcome;
  readonly code: string | undefined;
}

export interface EndedAttempt extends RecordedEnd {
  readonly step: string;
  readonly lane: string;
  /** From the claim of the lease until the end. `undefined` if another process ran the attempt. */
  readonly tookMs: number | undefined;
}

/** A callback for metrics, called once for each end that this process records. Must not throw. */
export type OnAttemptEnd = (ended: EndedAttempt) => void;

function endIn(event: AssetEvent): RecordedEnd | undefined {
  switch (event.type) {
    case 'StepCompleted':
      return { outcome: event.data.result['unconfirmed'] === true ? 'unconfirmed' : 'completed', code: undefined };
    case 'StepSkipped':
      return { outcome: 'skipped', code: event.data.reason };
    case 'StepFailed':
      return { outcome: event.data.retryAt === undefined ? 'failed' : 'retried', code: event.data.error.code };
    case 'StepWaiting':
      return { outcome: 'waiting', code: event.data.for };
    case 'StepInterrupted':
      return { outcome: 'interrupted', code: event.data.cause };
    case 'LateResultIgnored':
      return { outcome: 'late', code: event.data.outcome };
    default:
      return undefined;
  }
}

export function findRecordedEnd(outcome: CommandOutcome, attemptId: string): RecordedEnd | undefined {
  if (outcome.kind !== 'accepted' || outcome.duplicate) return undefined;
  for (const event of outcome.events) {
    const end = 'attemptId' in event.data && event.data.attemptId === attemptId ? endIn(event) : undefined;
    if (end !== undefined) return end;
  }
  return undefined;
}
