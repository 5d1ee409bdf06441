import type { AllowList } from '@throughline/outgoing';

/** What sources this server takes. */
export class SourceRules {
  constructor(
    /** Simulated connectors are switched on. */
    readonly simulation: boolean,
    /** What may be fetched from although it is not public; the ingest service has the last word. */
    readonly allowed: AllowList,
  ) {}
}
