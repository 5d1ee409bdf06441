import {
  isPresent,
  leftOriginalOf,
  placeOfOriginal,
  type AssetState,
  type LeftOriginal,
  type PersonalData,
} from '@throughline/domain';
import type { OutcomeDescriber } from './outcome.js';

/** Returns the outputs that have received anything, whatever the outcome of their last run. */
const findDeliveredOutputs = (state: AssetState): readonly string[] =>
  isPresent(state)
    ? state.steps.flatMap(({ kind, output, delivered: result, phase, step }) =>
        kind === 'delivery' && (result !== undefined || phase === 'completed') ? [output?.name ?? step] : [],
      )
    : [];

const findLeft = (state: AssetState): LeftOriginal | undefined => (isPresent(state) ? leftOriginalOf(state.source) : undefined);

/** Returns true if the answer of an erasure names the path of the original, which is personal data. */
export const namesPath = (state: AssetState, { sourceUrl }: PersonalData): boolean =>
  findLeft(state) !== undefined && sourceUrl !== undefined;

/** Returns what an erasure cannot remove, and what helps. */
function adviseAboutCopies(state: AssetState, personal: PersonalData): string {
  const outputs = findDeliveredOutputs(state);
  const left = findLeft(state);
  const advice = [
    ...(left === undefined
      ? []
      : [
          `The original is not deleted, because it was left in a folder of the server. Delete it there yourself (${placeOfOriginal(left, personal)}).`,
        ]),
    ...(outputs.length === 0
      ? []
      : [`Delivered files are not deleted. Delete them at the outputs yourself (${outputs.join(', ')}).`]),
  ];
  return advice.length === 0 ? 'Register the file again, as a new item.' : advice.join(' ');
}

/**
 * Names the copies that are not ours to delete: those at outputs, and the original in a folder of the operator. `before` returns the
 * texts of the item before its erasure, which removes them.
 */
export const describeErase =
  (before: () => PersonalData): OutcomeDescriber =>
  ({ asset }) => ({
    code: 'erased',
    preview:
      'The item would be erased. Its personal data would be hidden, and its files and its key would be destroyed. ' +
      'Its status and its history without personal data would be kept.',
    detail:
      'The item is erased. Its personal data is hidden, and its files and its key are being destroyed. ' +
      'Its status and its history without personal data are kept.',
    tryInstead: adviseAboutCopies(asset.state, before()),
  });
