import type { StepHandler } from '@throughline/engine';

/**
 * `send_to_all_destinations`: records the outputs. Each output has its own delivery steps, which wait, fail and retry alone
 * (U19).
 */
export const sendToAll = (): StepHandler => ({
  run(context) {
    const outputs = context.config.outputs.map(({ name }) => name);
    return Promise.resolve({ kind: 'completed', result: { outputs }, artifacts: [], metrics: { outputs: outputs.length } });
  },
});
