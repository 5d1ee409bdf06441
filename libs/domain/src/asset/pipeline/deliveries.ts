import { TEXTS, deliveryStep, followUpStep, type OutputConfig, type RunConfig } from '@throughline/contracts';
import { followUpsOf, type PlannedItem } from './follow-ups.js';
import type { StepTemplate } from './planned-steps.js';

/** Returns the lane for outputs of a type. Lanes appear in subjects and consumer names, which use no underscores. */
export const laneOfType = (type: string): string => type.replaceAll('_', '-');
const laneOf = (output: OutputConfig): string => laneOfType(output.type);

const delivery = (output: OutputConfig, after: readonly StepTemplate[]): StepTemplate => ({
  step: deliveryStep(output.name),
  kind: 'delivery',
  lane: laneOf(output),
  dependsOn: after.map(({ step }) => step),
  onFailure: 'isolate',
});

/** Returns an action at the destination after the delivery. It never fails the delivery (U9). */
const followUp = (output: OutputConfig, name: string): StepTemplate => ({
  step: followUpStep(output.name, name),
  kind: 'followUp',
  lane: laneOf(output),
  dependsOn: [deliveryStep(output.name)],
  needs: [deliveryStep(output.name)],
  onFailure: 'isolate',
});

/** Returns the follow-up that sends changed texts. No run plans it: a person asks for it. */
export const sendTexts = (output: OutputConfig): StepTemplate => followUp(output, TEXTS);

/** Returns the delivery and follow-up steps of a configuration's outputs. Each delivery waits for all steps in `after`. */
export const deliveries = (
  { outputs }: Pick<RunConfig, 'outputs'>,
  after: readonly StepTemplate[],
  item?: PlannedItem,
): readonly StepTemplate[] =>
  outputs.flatMap((output) => [delivery(output, after), ...followUpsOf(output, item).map((name) => followUp(output, name))]);
