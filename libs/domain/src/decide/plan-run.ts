import { TEXTS, deliveryStep, followUpStep, type Plan } from '@throughline/contracts';
import type { Asset } from '../asset/state.js';
import { hasOldTexts } from '../asset/texts/sent-texts.js';
import { sendTexts } from '../asset/pipeline/deliveries.js';
import { pipelineOf } from '../asset/pipeline/pipelines.js';
import { planOf } from '../asset/pipeline/planned-steps.js';
import { isFinished, stepOf } from '../asset/steps/steps.js';
import type { RunRequest } from './command-context.js';

const hasUnsentTexts = (asset: Asset, output: string): boolean => {
  const [sending, delivery] = [stepOf(asset, followUpStep(output, TEXTS)), stepOf(asset, deliveryStep(output))];
  return sending !== undefined && !isFinished(sending) && delivery !== undefined && hasOldTexts(asset, delivery);
};

/** Plans a run. It also sends the texts that an earlier run was to send and has not sent. */
export function planRemaining(asset: Asset, { config }: RunRequest): Plan {
  const plan = pipelineOf(asset.pipeline).plan(config, asset);
  const unsent = config.outputs.filter(({ name }) => hasUnsentTexts(asset, name));
  const { steps } = planOf(asset.pipeline, unsent.map(sendTexts), config);
  const added = steps.filter(({ step }) => !plan.steps.some((planned) => planned.step === step));
  return added.length === 0 ? plan : { ...plan, steps: [...plan.steps, ...added] };
}
