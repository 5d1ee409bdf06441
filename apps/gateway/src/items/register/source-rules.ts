import type { AllowList } from '@throughline/outgoing';

export class SourceRules {
  constructor(
    readonly simulation: boolean,
    /** Non-public addresses that may be fetched. The ingest service makes the final check. */
    readonly allowed: AllowList,
  ) {}
}
