import type { EngineRefusal } from '@throughline/contracts';

/** An expected reason why a request is not carried out. */
export class EngineRefusalError extends Error {
  override readonly name = 'EngineRefusalError';

  constructor(
    readonly refusal: EngineRefusal,
    readonly detail?: string,
  ) {
    super(detail ?? refusal);
  }
}
