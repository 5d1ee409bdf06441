import type { ArtifactStore } from '@throughline/artifact-store';
import { isPresent, onlyCopyOf, previewsOf, type AssetState, type Command } from '@throughline/domain';
import type { CommandOrBuilder, CommandOutcome, OutcomePreview } from '@throughline/engine';

type Store = Pick<ArtifactStore, 'stat'>;
type Outcome = CommandOutcome | OutcomePreview;
type AddFact = (command: Command) => Command;

const findOnlyCopy = (state: AssetState): string | undefined => (isPresent(state) ? onlyCopyOf(state)?.key : undefined);

const addMissingCopy =
  (missingCopy: string): AddFact =>
  (command) =>
    command.type === 'ResetAsset' || command.type === 'BindOriginal' || command.type === 'ReplaceFile'
      ? { ...command, missingCopy }
      : command;

const addMissingPreviews: AddFact = (command) =>
  command.type === 'RequestPreviews' ? { ...command, areFilesMissing: true } : command;

/** Returns the keys of files whose presence has decided the command. */
function findDecisiveFiles(outcome: Outcome): readonly string[] {
  const { state } = outcome.asset;
  if (outcome.kind === 'rejected') return [findOnlyCopy(state)].filter((key) => key !== undefined);
  if (outcome.kind !== 'satisfied' || outcome.reason?.code !== 'previews-ready') return [];
  return previewsOf(state).artifacts.map(({ key }) => key);
}

/**
 * Decides a command. The history of an imported item may name files that were never imported: a copy of its file, and its previews.
 * So a decision because of such a file is made again if the store lacks its bytes.
 */
export async function decideOnStoredFiles<O extends Outcome>(
  artifacts: Store,
  source: CommandOrBuilder,
  decide: (source: CommandOrBuilder) => Promise<O>,
): Promise<O> {
  const outcome = await decide(source);
  const keys = findDecisiveFiles(outcome);
  const stored = await Promise.all(keys.map((key) => artifacts.stat(key)));
  const missing = keys.find((_, index) => stored[index] === undefined);
  if (missing === undefined) return outcome;
  const add = outcome.kind === 'rejected' ? addMissingCopy(missing) : addMissingPreviews;
  return decide((...subject) => add(typeof source === 'function' ? source(...subject) : source));
}
