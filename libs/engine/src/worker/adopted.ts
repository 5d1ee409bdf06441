import type { ArtifactStore } from '@throughline/artifact-store';
import type { StepWork } from '@throughline/domain';
import { prefixOf, type AttemptIdentity } from './attempt-context.js';
import { readResult } from './result-file.js';
import type { StepOutcome } from './step-handler.js';

/** What an earlier attempt came to, for this one to say. */
export interface Adopted {
  readonly outcome: StepOutcome;
  readonly adoptedFrom: string;
}

/** A predecessor that finished its work and died before it could say so: its result stands. */
export async function adoptable(artifacts: ArtifactStore, of: AttemptIdentity, work: StepWork): Promise<Adopted | undefined> {
  for (const attemptId of work.adoptFrom) {
    const outcome = await readResult(artifacts, prefixOf(of, work, attemptId));
    if (outcome !== undefined) return { outcome, adoptedFrom: attemptId };
  }
  return undefined;
}

/** Until the attempt has begun, the words that a result was made of may be corrected. */
export const stillStands = (adopted: Adopted | undefined, { adoptFrom }: StepWork): adopted is Adopted =>
  adopted !== undefined && adoptFrom.includes(adopted.adoptedFrom);
