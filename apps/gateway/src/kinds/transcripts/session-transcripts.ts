import type { Token } from '../../kit/provide.js';
import type { Corrections } from './corrections.js';
import type { TranscriptsSoFar } from './transcripts-so-far.js';
import type { Transcripts } from './transcripts.js';

/** The same services as for recordings, for the items of sessions. */
export const SESSION_TRANSCRIPTS: Token<Transcripts> = Symbol('Transcripts of sessions');
export const SESSION_TRANSCRIPTS_SO_FAR: Token<TranscriptsSoFar> = Symbol('Transcripts so far of sessions');
export const SESSION_CORRECTIONS: Token<Corrections> = Symbol('Corrections of sessions');
