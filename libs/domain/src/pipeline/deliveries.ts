import { deliveryStep, followUpStep, type OutputConfig, type RunConfig } from '@throughline/contracts';
import type { Template } from './planned-steps.js';

/** Where deliveries to outputs of a type wait for a worker. Lanes are tokens of subjects and names of consumers, which know no underscore. */
export const laneOfType = (type: string): string => type.replaceAll('_', '-');
const laneOf = (output: OutputConfig): string => laneOfType(output.type);

const delivery = (output: OutputConfig, after: readonly Template[]): Template => ({
  step: deliveryStep(output.name),
  kind: 'delivery',
  service: 'upload',
  lane: laneOf(output),
  dependsOn: after.map(({ step }) => step),
  onFailure: 'isolate',
});

/** What is done at the destination once the recording is there. It never fails the delivery (U9). */
const followUps = (output: OutputConfig): readonly Template[] =>
  (output.follow_ups ?? []).map((name) => ({
    step: followUpStep(output.name, name),
    kind: 'followUp',
    service: 'upload',
    lane: laneOf(output),
    dependsOn: [deliveryStep(output.name)],
    needs: [deliveryStep(output.name)],
    onFailure: 'isolate',
  }));

/** The outputs of a configuration, each after all of the work that it waits for. */
export const deliveries = ({ outputs }: Pick<RunConfig, 'outputs'>, after: readonly Template[]): readonly Template[] =>
  outputs.flatMap((output) => [delivery(output, after), ...followUps(output)]);
