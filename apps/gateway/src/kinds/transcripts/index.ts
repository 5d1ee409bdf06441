export { findSoFarFile } from './so-far-file.js';
export { Transcripts } from './transcripts.js';
export type { TranscriptAnswer } from './transcript-answers.js';
