import { readFile } from 'node:fs/promises';
import { PermanentError } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { parseTranscriptJson, type Transcript } from '@throughline/media';

/** The transcript that `TRANSCRIBE` has left. Stages that need it depend on it, so its absence is a fault of the plan. */
export async function transcriptOf(context: StepContext): Promise<Transcript> {
  const file = await context.input('transcript');
  if (file === undefined) throw new PermanentError('transcript-missing', 'There is no transcript to work on');
  return parseTranscriptJson(await readFile(file.path, 'utf8'));
}
