import { createHash } from 'node:crypto';
import { TRANSCRIPT_ROLE, newId, textVersionOf, type Artifact } from '@throughline/contracts';
import { currentTranscript, isPresent } from '@throughline/domain';
import type { Journey } from '@throughline/domain/testing';

export function aTranscript(): Artifact {
  const id = newId();
  const sha256 = createHash('sha256').update(id).digest('hex');
  const name = 'transcript.json';
  return { role: TRANSCRIPT_ROLE, name, key: `words/${id}`, mediaType: 'application/json', size: 2, sha256 };
}

/** Sometimes corrects the transcript and sometimes redelivers it, depending on `pick`. */
export function applyRandomCorrection(journey: Journey, pick: number): void {
  const { state } = journey;
  const transcript = isPresent(state) ? currentTranscript(state) : undefined;
  if (!isPresent(state) || transcript === undefined) return;
  const by = 'owner-1';
  if (pick % 3 === 0) {
    const artifact = aTranscript();
    journey.send({
      type: 'CorrectTranscript',
      ...{ by, correctionId: newId(), version: textVersionOf(artifact), basis: transcript.version },
      ...{ artifacts: [artifact], segments: 2, corrected: 1 },
    });
  }
  if (pick % 3 === 1)
    for (const { step, kind } of state.steps) if (kind === 'delivery') journey.send({ type: 'Redeliver', by, step });
}
