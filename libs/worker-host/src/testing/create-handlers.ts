import type { HandlerLookup, StepHandler } from '@throughline/engine';
import { stepsOf } from '../steps/step-handlers.js';

/** Creates the handlers of step classes without a Nest application. */
export function createHandlers<Parts>(types: readonly (new (parts: Parts) => StepHandler)[], parts: Parts): HandlerLookup {
  const byName = new Map(
    types.flatMap((type) => {
      const handler = new type(parts);
      return stepsOf(type).map(({ name }) => [name, handler] as const);
    }),
  );
  return (step) => byName.get(step);
}
