import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { DROP_REASONS, type DroppedText } from './dropped-text.js';
import { TRANSCRIPT_NOTES, type Transcript, type TranscriptNote } from './transcript.js';

const seconds = Type.Number({ minimum: 0 });
const share = Type.Number({ minimum: 0, maximum: 1 });

const StoredTranscript = Type.Object({
  language: Type.String({ minLength: 1 }),
  language_confidence: Type.Optional(share),
  engine: Type.String({ minLength: 1 }),
  model: Type.String(),
  duration_seconds: seconds,
  mean_confidence: share,
  quality: Type.Union([Type.Literal('draft'), Type.Literal('normal')]),
  notes: Type.Array(Type.String()),
  segments: Type.Array(
    Type.Object({
      id: Type.Integer(),
      start: seconds,
      end: seconds,
      text: Type.String(),
      confidence: share,
      speaker: Type.Optional(Type.String({ minLength: 1 })),
      corrected: Type.Optional(Type.Literal(true)),
      heard: Type.Optional(Type.String()),
      conflict: Type.Optional(Type.Literal(true)),
    }),
  ),
  words: Type.Array(Type.Object({ start: seconds, end: seconds, word: Type.String(), confidence: share })),
  speakers: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String({ minLength: 1 }),
        name: Type.Optional(Type.String({ minLength: 1 })),
        channel: Type.Optional(Type.Union([Type.Literal('left'), Type.Literal('right')])),
      }),
    ),
  ),
  dropped: Type.Optional(
    Type.Array(Type.Object({ start: seconds, end: seconds, words: Type.Integer({ minimum: 0 }), reason: Type.String() })),
  ),
  removed: Type.Optional(Type.Array(Type.Object({ start: seconds, end: seconds }))),
  correction: Type.Optional(Type.Object({ id: Type.String(), basis: Type.String() })),
});

const validator = Compile(StoredTranscript);

/** The artifact is not a transcript: another program made it, or it is damaged. */
export class TranscriptFormatError extends Error {
  readonly kind = 'permanent';
  readonly code = 'transcript-unreadable';
  override readonly name = 'TranscriptFormatError';
}

export function parseTranscriptJson(text: string): Transcript {
  const value = parseJson(text);
  if (!validator.Check(value)) {
    const [first] = validator.Errors(value);
    throw new TranscriptFormatError(
      `The transcript does not have the expected form${first ? ` at ${first.instancePath || 'its root'}` : ''}`,
    );
  }
  return fromStored(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new TranscriptFormatError('The transcript is not JSON', { cause });
  }
}

/** Notes and reasons of newer writers are ignored: nothing here depends on them. */
const knownNotes: ReadonlySet<string> = new Set(TRANSCRIPT_NOTES);
const isKnownNote = (note: string): note is TranscriptNote => knownNotes.has(note);
const knownReasons: ReadonlySet<string> = new Set(DROP_REASONS);
const isKnown = (one: { readonly reason: string }): one is DroppedText => knownReasons.has(one.reason);

function fromStored(stored: Static<typeof StoredTranscript>): Transcript {
  const { duration_seconds: durationSeconds, mean_confidence: meanConfidence, notes, dropped, ...others } = stored;
  const { language_confidence: languageConfidence, ...rest } = others;
  const detected = languageConfidence === undefined ? {} : { languageConfidence };
  const read = { ...rest, ...detected, durationSeconds, meanConfidence, notes: notes.filter(isKnownNote) };
  return dropped === undefined ? read : { ...read, dropped: dropped.filter(isKnown) };
}
