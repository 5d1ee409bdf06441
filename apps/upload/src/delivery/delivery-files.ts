import { extname } from 'node:path';
import type { Artifact } from '@throughline/contracts';
import type { PersonalData } from '@throughline/domain';

/** Roles to deliver, in sending order. The source is added only if there is no processed media file. */
const ROLES = ['video', 'audio', 'transcript', 'transcript_text', 'topics', 'subtitles_srt', 'subtitles_vtt'];

const filterByRole = (inputs: readonly Artifact[], wanted: string): readonly Artifact[] =>
  inputs.filter(({ role }) => role === wanted);

/** Selects the finished PDF of a document, or else the original file. */
function selectDocument(inputs: readonly Artifact[]): readonly Artifact[] {
  const finished = filterByRole(inputs, 'document');
  return finished.length > 0 ? finished : filterByRole(inputs, 'source');
}

export function selectDeliverable(inputs: readonly Artifact[]): readonly Artifact[] {
  if (filterByRole(inputs, 'filing').length > 0) return selectDocument(inputs);
  const chosen = ROLES.flatMap((role) => inputs.filter((input) => input.role === role));
  const hasMedia = chosen.some(({ role }) => role === 'video' || role === 'audio');
  return hasMedia ? chosen : [...inputs.filter(({ role }) => role === 'source'), ...chosen];
}

const OF_DOCUMENTS = new Set(['document', 'source']);

/**
 * Returns the delivered file name: fixed by role, with the media file's extension. Documents have the name from their metadata.
 */
export function chooseFileName(artifact: Artifact, { steps }: Pick<PersonalData, 'steps'>): string {
  const name = steps?.['finalize_document_storage']?.details?.['name'];
  if (typeof name === 'string' && OF_DOCUMENTS.has(artifact.role)) return name;
  return artifact.role === 'source' ? `recording${extname(artifact.name)}` : artifact.name;
}
