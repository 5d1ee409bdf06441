import { readFile } from 'node:fs/promises';
import { EARLIER_CORRECTION_ROLE, kindOf, type JsonObject } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { carryCorrections, carrySpeakerNames, parseTranscriptJson, type Transcript } from '@throughline/media';

type CorrectionContext = Pick<StepContext, 'input' | 'log'>;

/** A transcription does not fail because an earlier correction cannot be read. */
async function loadCorrection({ input, log }: CorrectionContext): Promise<Transcript | undefined> {
  try {
    const file = await input(EARLIER_CORRECTION_ROLE);
    return file === undefined ? undefined : parseTranscriptJson(await readFile(file.path, 'utf8'));
  } catch (error) {
    const kind = kindOf(error);
    if (kind !== 'not-found' && kind !== 'permanent') throw error;
    log.warn({ err: error }, 'The earlier correction cannot be read, so the transcript begins without it');
    return undefined;
  }
}

export interface KeptCorrections {
  readonly transcript: Transcript;
  readonly facts: JsonObject;
}

/** Returns no facts if the correction has only names of speakers. */
function reportLost({ segments, removed = [] }: Transcript, { log }: CorrectionContext): JsonObject {
  const corrections = segments.filter(({ corrected }) => corrected === true).length;
  if (corrections + removed.length === 0) return {};
  const facts = { lost_corrections: corrections, lost_removals: removed.length };
  log.warn(facts, 'The earlier correction does not fit this transcript, so the transcript begins without it');
  return facts;
}

/** Applies an earlier correction, with its names of speakers, to a new transcript. */
export async function keepCorrections(heard: Transcript, context: CorrectionContext): Promise<KeptCorrections> {
  const corrected = await loadCorrection(context);
  if (corrected === undefined) return { transcript: heard, facts: {} };
  const named = carrySpeakerNames(corrected, heard);
  const result = carryCorrections(corrected, named);
  if (result === undefined) return { transcript: named, facts: reportLost(corrected, context) };
  const { transcript, carried, conflicts, removed } = result;
  const counts = `${String(carried)} corrected passages, ${String(conflicts)} of them in conflict, and ${String(removed)} removals`;
  context.log.info({}, `Kept ${counts}`);
  return { transcript, facts: { kept_corrections: carried, conflicting_corrections: conflicts, kept_removals: removed } };
}
