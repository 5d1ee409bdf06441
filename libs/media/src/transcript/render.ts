import { hasSpeech, type Transcript, type TranscriptSegment } from '../speech/transcript.js';

const paragraphPause = 2;

/**
 * Renders text for people, with paragraphs at long pauses. The first line marks a draft, or that there is no speech, so that
 * copies of the file show it too.
 */
export function renderTranscriptText(transcript: Transcript): string {
  return [...heading(transcript), ...paragraphs(transcript.segments)].map((text) => `${text}\n`).join('\n');
}

/** Describes the engine's share; empty if a person wrote every passage. */
const describeMachineShare = ({ correction, segments }: Transcript): string => {
  const written = segments.filter(({ corrected }) => corrected === true).length;
  // A later transcription keeps corrected passages, and is itself no correction.
  if (correction === undefined && written === 0) return 'Draft by machine';
  return `Corrected by hand, ${String(written)} of ${String(segments.length)} passages; the rest is a draft by machine`;
};

function heading(transcript: Transcript): readonly string[] {
  const { quality, engine, model, language, notes, segments } = transcript;
  if (!hasSpeech(transcript)) return [`[No speech was found by ${engine} ${model}.]`];
  if (quality !== 'draft' || segments.every(({ corrected }) => corrected === true)) return [];
  const assumed = notes.includes('language-assumed') ? ' (assumed)' : '';
  return [`[${describeMachineShare(transcript)}: ${engine} ${model}, language ${language}${assumed}. Expect mistakes.]`];
}

function paragraphs(segments: readonly TranscriptSegment[]): readonly string[] {
  const groups: TranscriptSegment[][] = [];
  for (const segment of segments) {
    const last = groups.at(-1)?.at(-1);
    if (last === undefined || segment.start - last.end >= paragraphPause) groups.push([segment]);
    else groups.at(-1)?.push(segment);
  }
  return groups.map((group) => group.map(({ text }) => text.trim()).join(' '));
}

export function renderTranscriptJson(transcript: Transcript): string {
  const { durationSeconds, meanConfidence, segments, words, ...rest } = transcript;
  const json = { ...rest, duration_seconds: durationSeconds, mean_confidence: meanConfidence, segments, words };
  return `${JSON.stringify(json, undefined, 1)}\n`;
}
