import type { ArtifactStore } from '@throughline/artifact-store';
import type { StepWork } from '@throughline/domain';
import { buildAttemptPrefix, type AttemptIdentity } from './attempt-context.js';
import { readResult } from './result-file.js';
import type { StepOutcome } from './step-handler.js';

export interface AdoptedResult {
  readonly outcome: StepOutcome;
  readonly adoptedFrom: string;
}

export async function findAdoptableResult(
  artifacts: ArtifactStore,
  of: AttemptIdentity,
  work: StepWork,
): Promise<AdoptedResult | undefined> {
  for (const attemptId of work.adoptFrom) {
    const outcome = await readResult(artifacts, buildAttemptPrefix(of, work, attemptId));
    if (outcome !== undefined) return { outcome, adoptedFrom: attemptId };
  }
  return undefined;
}

/** The transcript behind a result may be corrected until the attempt has started, so check again. */
export const isStillAdoptable = (adopted: AdoptedResult | undefined, { adoptFrom }: StepWork): adopted is AdoptedResult =>
  adopted !== undefined && adoptFrom.includes(adopted.adoptedFrom);
