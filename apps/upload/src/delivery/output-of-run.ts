import { PermanentError, outputOf, type OutputConfig } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import type { AttemptRef, Destination, DestinationType } from '../kit/destination.js';

export const DESTINATION_TYPES = Symbol('DestinationTypes');

export type DestinationTypes = Readonly<Record<string, DestinationType>>;

export function findOutput({ step, config }: Pick<StepContext, 'step' | 'config'>): OutputConfig {
  const name = outputOf(step);
  const output = config.outputs.find((candidate) => candidate.name === name);
  if (output === undefined) throw new PermanentError('output-unknown', `The run's configuration has no output '${name ?? step}'`);
  return output;
}

export function openDestination(types: DestinationTypes, context: Pick<StepContext, 'step' | 'config'>): Destination {
  const output = findOutput(context);
  const type = Object.hasOwn(types, output.type) ? types[output.type] : undefined;
  if (type === undefined) throw new PermanentError('output-unknown', `This release has no destination of type '${output.type}'`);
  return type.open({ output, step: context.step, config: context.config });
}

export const toAttemptRef = ({ assetId, attempt, attemptId, step }: StepContext): AttemptRef => ({
  assetId,
  attempt,
  attemptId,
  output: outputOf(step) ?? step,
});
