import { deliveryStep, followUpStep, type OutputConfig, type RunConfig } from '@throughline/contracts';
import { followUpsOf, type PlannedItem } from './follow-ups.js';
import type { StepTemplate } from './planned-steps.js';

/** Returns the lane for outputs of a type. Lanes appear in subjects and consumer names, which use no underscores. */
export const laneOfType = (type: string): string => type.replaceAll('_', '-');
const laneOf = (output: OutputConfig): string => laneOfType(output.type);

const delivery = (output: OutputConfig, after: readonly StepTemplate[]): StepTemplate => ({
  step: deliveryStep(output.name),
  kind: 'delivery',
  service: 'upload',
  lane: laneOf(output),
  dependsOn: after.map(({ step }) => step),
  onFailure: 'isolate',
});

/** Returns the actions at the destination after the delivery. They never fail the delivery (U9). */
const followUps = (output: OutputConfig, item?: PlannedItem): readonly StepTemplate[] =>
  followUpsOf(output, item).map((name) => ({
    step: followUpStep(output.name, name),
    kind: 'followUp',
    service: 'upload',
    lane: laneOf(output),
    dependsOn: [deliveryStep(output.name)],
    needs: [deliveryStep(output.name)],
    onFailure: 'isolate',
  }));

/** Returns the delivery and follow-up steps of a configuration's outputs. Each delivery waits for all steps in `after`. */
export const deliveries = (
  { outputs }: Pick<RunConfig, 'outputs'>,
  after: readonly StepTemplate[],
  item?: PlannedItem,
): readonly StepTemplate[] => outputs.flatMap((output) => [delivery(output, after), ...followUps(output, item)]);
