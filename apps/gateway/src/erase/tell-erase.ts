import { isPresent, type AssetState } from '@throughline/domain';
import type { Tell } from '../commands/outcome.js';

/** Outputs that have been given something, whatever became of their last run. */
const delivered = (state: AssetState): readonly string[] =>
  isPresent(state)
    ? state.steps.flatMap(({ kind, output, delivered: result, phase, step }) =>
        kind === 'delivery' && (result !== undefined || phase === 'completed') ? [output?.name ?? step] : [],
      )
    : [];

/** What stands at destinations is not ours to delete, and must not be taken for gone. */
export const tellErase: Tell = ({ asset }) => {
  const outputs = delivered(asset.state);
  return {
    code: 'erased',
    detail:
      'The item is erased: nothing personal of it is shown any more, and its files and its key are being destroyed. ' +
      'Its status and its history without personal words stay.',
    tryInstead:
      outputs.length === 0
        ? 'To have it again, register the file as a new item.'
        : `What was delivered stays where it is: delete it there yourself (${outputs.join(', ')}).`,
  };
};
