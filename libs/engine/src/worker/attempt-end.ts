import type { AssetEvent } from '@throughline/contracts';
import type { CommandOutcome } from '../commands/asset-commands.js';

export const ATTEMPT_OUTCOMES = [
  'completed',
  /** Delivered, and nobody can tell whether it has arrived. */
  'unconfirmed',
  'skipped',
  /** For good. */
  'failed',
  /** Failed, and a further attempt follows by itself. */
  'retried',
  'waiting',
  'interrupted',
  /** Closed by somebody else while it worked. */
  'late',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** How an attempt ended, as the log has it. */
export interface RecordedEnd {
  readonly outcome: AttemptOutcome;
  /** Why, in the word of the event; undefined where there is nothing to explain. */
  readonly code: string | undefined;
}

export interface EndedAttempt extends RecordedEnd {
  readonly step: string;
  readonly lane: string;
  /** From the claim of its lease to what is to be recorded; undefined where another process had worked on it. */
  readonly tookMs: number | undefined;
}

/** Told once of each end that this process has recorded, for whoever counts. Must not throw. */
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

/** Undefined where this command has put no end of the attempt into the log: it was there, or is refused. */
export function recordedEnd(outcome: CommandOutcome, attemptId: string): RecordedEnd | undefined {
  if (outcome.kind !== 'accepted' || outcome.duplicate) return undefined;
  for (const event of outcome.events) {
    const end = 'attemptId' in event.data && event.data.attemptId === attemptId ? endIn(event) : undefined;
    if (end !== undefined) return end;
  }
  return undefined;
}
