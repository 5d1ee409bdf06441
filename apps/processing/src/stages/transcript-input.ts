import { readFile } from 'node:fs/promises';
import { PermanentError } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { parseTranscriptJson, type Transcript } from '@throughline/media';

/** Reads the transcript. Stages that need it depend on `TRANSCRIBE`, so a missing transcript is a fault of the plan. */
export async function loadTranscript(context: StepContext): Promise<Transcript> {
  const file = await context.input('transcript');
  if (file === undefined) throw new PermanentError('transcript-missing', 'There is no transcript to process');
  return parseTranscriptJson(await readFile(file.path, 'utf8'));
}
