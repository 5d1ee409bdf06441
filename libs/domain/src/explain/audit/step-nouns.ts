import { followUpOf, outputOf } from '@throughline/contracts';

/** The work of each step, as a noun within a sentence. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ['DOWNLOAD', 'download'],
  ['TRIM', 'silence trimming'],
  ['TRANSCRIBE', 'transcription'],
  ['EXTRACT_TOPICS', 'topic search'],
  ['GENERATE_SUBTITLES', 'subtitling'],
  ['PREVIEW', 'preview creation'],
  ['hash_file', 'file check'],
  ['create_file_record', 'file type detection'],
  ['check_text', 'text check'],
  ['extract_text', 'text extraction'],
  ['extract_metadata_with_gpt', 'detail search'],
  ['embed_metadata_into_pdf', 'writing of details into the PDF'],
  ['finalize_document_storage', 'filing'],
  ['send_to_all_destinations', 'handover to outputs'],
]);

/** Returns the step as a noun: `transcription`, `delivery to library`. An unknown step has its key. */
export function nounOfStep(step: string): string {
  const [output, followUp] = [outputOf(step), followUpOf(step)];
  if (output === undefined) return NOUNS.get(step) ?? step;
  return followUp === undefined ? `delivery to ${output}` : `follow-up ${followUp} at ${output}`;
}

/** Returns true for the delivery itself, and not for its follow-ups. */
export const isDeliveryStep = (step: string): boolean => outputOf(step) !== undefined && followUpOf(step) === undefined;
