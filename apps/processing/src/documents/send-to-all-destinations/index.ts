import type { StepHandler } from '@throughline/engine';

/** `send_to_all_destinations`: says where the document goes. Each destination has steps of its own, which wait, fail and are tried again alone (U19). */
export const sendToAll = (): StepHandler => ({
  run(context) {
    const outputs = context.config.outputs.map(({ name }) => name);
    return Promise.resolve({ kind: 'completed', result: { outputs }, artifacts: [], metrics: { outputs: outputs.length } });
  },
});
