import type { Artifact, JsonObject } from '@throughline/contracts';

/** The result of a step in an earlier run, which stays readable until the present run has its own. */
export interface EarlierResult {
  readonly step: string;
  /** With the corrections that applied when the present run started. */
  readonly artifacts: readonly Artifact[];
  readonly details?: JsonObject;
}
