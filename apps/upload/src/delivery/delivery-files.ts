import { extname } from 'node:path';
import type { Artifact } from '@throughline/contracts';

/** What a person gets, in the order in which it is sent; the source stands in only where nothing was made of it. */
const ROLES = ['video', 'audio', 'transcript', 'transcript_text', 'topics', 'subtitles_srt', 'subtitles_vtt'];

/** The artifacts that make up a delivery. */
export function deliverable(inputs: readonly Artifact[]): readonly Artifact[] {
  const chosen = ROLES.flatMap((role) => inputs.filter((input) => input.role === role));
  const hasMedia = chosen.some(({ role }) => role === 'video' || role === 'audio');
  return hasMedia ? chosen : [...inputs.filter(({ role }) => role === 'source'), ...chosen];
}

/** Names are the product's own; only the extension of a medium varies. */
export const deliveredName = (artifact: Artifact): string =>
  artifact.role === 'source' ? `recording${extname(artifact.name)}` : artifact.name;
