import { hasSpeech, type Transcript, type TranscriptSegment } from './transcript.js';
import { labelWrittenSpeakers } from './speakers.js';

const paragraphPause = 2;

/**
 * Renders text for people. A long pause or another speaker begins a new paragraph. The name of the speaker comes first. The first
 * line marks a draft, or that there is no speech, so that copies of the file show it too.
 */
export function renderTranscriptText(transcript: Transcript): string {
  return [...listTranscriptMarks(transcript), ...paragraphs(transcript)].map((text) => `${text}\n`).join('\n');
}

const describeMachineShare = ({ segments }: Transcript): string => {
  const written = segments.filter(({ corrected }) => corrected === true).length;
  // A correction may only name a speaker or remove a passage.
  if (written === 0) return 'Draft by machine';
  return `Corrected by hand, ${String(written)} of ${String(segments.length)} passages; the rest is a draft by machine`;
};

/** Returns the line that marks a draft, or that there is no speech. None for other transcripts. */
export function listTranscriptMarks(transcript: Transcript): readonly string[] {
  const { quality, engine, model, language, notes, segments } = transcript;
  if (!hasSpeech(transcript)) return [`[No speech was found by ${engine} ${model}.]`];
  if (quality !== 'draft' || segments.every(({ corrected }) => corrected === true)) return [];
  const assumed = notes.includes('language-assumed') ? ' (assumed)' : '';
  const doubt = notes.includes('probably-another-language') ? 'Probably another language was spoken. ' : '';
  return [`[${describeMachineShare(transcript)}: ${engine} ${model}, language ${language}${assumed}. ${doubt}Expect mistakes.]`];
}

function paragraphs(transcript: Transcript): readonly string[] {
  const labels = labelWrittenSpeakers(transcript);
  const labelOf = ({ speaker = '' }: TranscriptSegment): string | undefined => labels.get(speaker);
  const groups: [TranscriptSegment, ...TranscriptSegment[]][] = [];
  for (const segment of transcript.segments) {
    const last = groups.at(-1)?.at(-1);
    const isNew = last === undefined || segment.start - last.end >= paragraphPause || labelOf(segment) !== labelOf(last);
    if (isNew) groups.push([segment]);
    else groups.at(-1)?.push(segment);
  }
  return groups.map((group) => {
    const label = labelOf(group[0]);
    return `${label === undefined ? '' : `${label}: `}${group.map(({ text }) => text.trim()).join(' ')}`;
  });
}

export function renderTranscriptJson(transcript: Transcript): string {
  const { durationSeconds, meanConfidence, languageConfidence, segments, words, ...rest } = transcript;
  const detected = languageConfidence === undefined ? {} : { language_confidence: languageConfidence };
  const json = { ...rest, ...detected, duration_seconds: durationSeconds, mean_confidence: meanConfidence, segments, words };
  return `${JSON.stringify(json, undefined, 1)}\n`;
}
