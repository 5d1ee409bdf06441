import { isPresent, type AssetState } from '@throughline/domain';
import type { OutcomeDescriber } from '../commands/outcome.js';

/** Returns the outputs that have received anything, whatever the outcome of their last run. */
const findDeliveredOutputs = (state: AssetState): readonly string[] =>
  isPresent(state)
    ? state.steps.flatMap(({ kind, output, delivered: result, phase, step }) =>
        kind === 'delivery' && (result !== undefined || phase === 'completed') ? [output?.name ?? step] : [],
      )
    : [];

/** Delivered files are not ours to delete, so the outcome names the outputs that still hold them. */
export const describeErase: OutcomeDescriber = ({ asset }) => {
  const outputs = findDeliveredOutputs(asset.state);
  return {
    code: 'erased',
    detail:
      'The item is erased. Its personal data is hidden, and its files and its key are being destroyed. ' +
      'Its status and its history without personal data are kept.',
    tryInstead:
      outputs.length === 0
        ? 'Register the file again, as a new item.'
        : `Delivered files are not deleted. Delete them at the outputs yourself (${outputs.join(', ')}).`,
  };
};
