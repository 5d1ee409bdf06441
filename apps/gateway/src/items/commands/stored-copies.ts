import type { ArtifactStore } from '@throughline/artifact-store';
import { isPresent, onlyCopyOf, type AssetState, type Command } from '@throughline/domain';
import type { CommandOrBuilder, CommandOutcome, OutcomePreview } from '@throughline/engine';

const findOnlyCopy = (state: AssetState): string | undefined => (isPresent(state) ? onlyCopyOf(state)?.key : undefined);

const addMissingCopy = (command: Command, missingCopy: string): Command =>
  command.type === 'ResetAsset' || command.type === 'BindOriginal' || command.type === 'ReplaceFile'
    ? { ...command, missingCopy }
    : command;

/**
 * Decides a command. The history of an imported item may name a copy of its file that was never imported, so a refusal for such an
 * item is decided again if the store lacks the bytes of the copy.
 */
export async function decideOnStoredCopy<O extends CommandOutcome | OutcomePreview>(
  artifacts: Pick<ArtifactStore, 'stat'>,
  source: CommandOrBuilder,
  decide: (source: CommandOrBuilder) => Promise<O>,
): Promise<O> {
  const outcome = await decide(source);
  const copy = outcome.kind === 'rejected' ? findOnlyCopy(outcome.asset.state) : undefined;
  if (copy === undefined || (await artifacts.stat(copy)) !== undefined) return outcome;
  return decide((...subject) => addMissingCopy(typeof source === 'function' ? source(...subject) : source, copy));
}
