export { Transcripts } from './transcripts.js';
