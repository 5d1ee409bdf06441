import { Controller } from '@nestjs/common';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Step } from '@throughline/worker-host/steps';

/**
 * `send_to_all_destinations`: records the outputs. Each output has its own delivery steps, which wait, fail and retry alone
 * (U19).
 */
@Controller()
export class SendToAll implements StepHandler {
  @Step('send_to_all_destinations', { lane: 'document' })
  run(context: StepContext): Promise<StepOutcome> {
    const outputs = context.config.outputs.map(({ name }) => name);
    return Promise.resolve({ kind: 'completed', result: { outputs }, artifacts: [], metrics: { outputs: outputs.length } });
  }
}
