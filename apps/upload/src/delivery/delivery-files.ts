import { extname } from 'node:path';
import type { Artifact } from '@throughline/contracts';
import type { Personal } from '@throughline/domain';

/** What a person gets, in the order in which it is sent; the source stands in only where nothing was made of it. */
const ROLES = ['video', 'audio', 'transcript', 'transcript_text', 'topics', 'subtitles_srt', 'subtitles_vtt'];

const ofRole = (inputs: readonly Artifact[], wanted: string): readonly Artifact[] => inputs.filter(({ role }) => role === wanted);

/** Of a document that has been filed: the PDF that was finished, else the file as it came. */
function filed(inputs: readonly Artifact[]): readonly Artifact[] {
  const finished = ofRole(inputs, 'document');
  return finished.length > 0 ? finished : ofRole(inputs, 'source');
}

/** The artifacts that make up a delivery. */
export function deliverable(inputs: readonly Artifact[]): readonly Artifact[] {
  if (ofRole(inputs, 'filing').length > 0) return filed(inputs);
  const chosen = ROLES.flatMap((role) => inputs.filter((input) => input.role === role));
  const hasMedia = chosen.some(({ role }) => role === 'video' || role === 'audio');
  return hasMedia ? chosen : [...inputs.filter(({ role }) => role === 'source'), ...chosen];
}

const OF_DOCUMENTS = new Set(['document', 'source']);

/** Names are the product's own, and only the extension of a medium varies; a document has the name under which it was filed. */
export function deliveredName(artifact: Artifact, { steps }: Pick<Personal, 'steps'>): string {
  const name = steps?.['finalize_document_storage']?.details?.['name'];
  if (typeof name === 'string' && OF_DOCUMENTS.has(artifact.role)) return name;
  return artifact.role === 'source' ? `recording${extname(artifact.name)}` : artifact.name;
}
