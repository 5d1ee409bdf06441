import { OUTPUT_STATUSES } from '@throughline/contracts';
import { Type } from 'typebox';
import { LONGEST_SECONDS, LONGEST_SEGMENT, MOST_SEGMENTS } from '../../transcript/transcript.dto.js';
import { Artifact } from './artifact-schema.js';
import { about, count, flag, orNull, text, time, words } from './field.js';

const seconds = (description: string) => Type.Number({ minimum: 0, description });
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });

const version = text('Of the words. Opaque; another run, and a correction, makes another one.');
const correctedBy = text('Id of the user.');
const corrected = {
  corrected_at: orNull(time('When a person has corrected it; null: it is as it was heard.')),
  corrected_by: orNull(correctedBy, 'Who that was.'),
  basis: orNull(text('The version that was corrected.')),
};
const outdated = Type.Array(
  Type.Object({
    id: text('Name of the output.'),
    target_type: text('What it is.'),
    status: words(OUTPUT_STATUSES, 'Where its delivery stands.'),
  }),
  {
    description: 'Deliveries that carry other words than these: what was sent, or is being sent, is from before the correction.',
  },
);
const newerThan = about(
  'A correction of what was heard before: the recording was heard anew since, and that counts. The correction is kept as a version.',
  orNull(
    Type.Object({
      version: text('To be read with `version`.'),
      corrected_at: time('When that was.'),
      corrected_by: correctedBy,
    }),
  ),
);
const segments = count('Passages; null where nobody has counted them.');

export const transcriptAnswers = {
  Transcript: Type.Object({
    version,
    current: flag('These are the words that count now.'),
    engine: text('What has made text of the speech.'),
    model: text('What that works with.'),
    language: text('BCP 47.'),
    confidence: share('How sure the engine was, on average; of a correction, before it.'),
    draft: flag('Expect mistakes where nobody has corrected them: the engine is known for many.'),
    notes: Type.Array(Type.String(), {
      description: '`language-assumed`, `language-detected`, `word-times-estimated`, `confidence-unknown`.',
    }),
    duration: seconds('Of the speech, in seconds.'),
    ...corrected,
    corrected_segments: count('Passages that a person has written.'),
    newer_than: newerThan,
    outdated_outputs: outdated,
    segments: Type.Array(
      Type.Object({
        id: Type.Integer({ description: 'Names it, through all corrections.' }),
        start: seconds('Seconds.'),
        end: seconds('Seconds.'),
        text: text('What was said.'),
        confidence: Type.Optional(share('How sure the engine was; absent where a person has written it.')),
        corrected: Type.Optional(Type.Literal(true, { description: 'A person has written it.' })),
      }),
      { description: 'In order.' },
    ),
    topics: Type.Array(Type.Object({ title: text('What it is about.'), start: seconds('Seconds.'), end: seconds('Seconds.') }), {
      description: 'In order; empty where none were looked for or found.',
    }),
  }),
  CorrectionAnswer: Type.Object({
    version,
    ...corrected,
    newer_than: newerThan,
    outdated_outputs: outdated,
    revision: text('Of the recording after it.'),
    files: Type.Array(Artifact, { description: 'The files that hold these words, under the names that they always had.' }),
  }),
  TranscriptVersions: Type.Object({
    items: Type.Array(
      Type.Object({
        version,
        kind: words(['heard', 'corrected'], 'By an engine, or by a person.'),
        made_at: time('When that was.'),
        corrected_by: orNull(correctedBy, 'Who has corrected it.'),
        basis: orNull(text('The version that was corrected.')),
        segments: orNull(segments),
        corrected_segments: orNull(segments, 'Of these, those that a person has written.'),
        current: flag('These are the words that count now.'),
        available: flag('It can still be read. What an earlier run has heard goes when a later one takes its place.'),
      }),
      { description: 'The newest first.' },
    ),
  }),
};

const closed = { additionalProperties: false };

export const transcriptRequests = {
  Correction: Type.Object(
    {
      segments: Type.Array(
        Type.Object(
          {
            id: Type.Optional(
              Type.Integer({
                minimum: 0,
                maximum: Number.MAX_SAFE_INTEGER,
                description: 'Of the passage that was heard; left out for one that was not.',
              }),
            ),
            start: Type.Number({ minimum: 0, maximum: LONGEST_SECONDS, description: 'Seconds.' }),
            end: Type.Number({ minimum: 0, maximum: LONGEST_SECONDS, description: 'Seconds; after `start`.' }),
            text: Type.String({ minLength: 1, maxLength: LONGEST_SEGMENT, description: 'What is said.' }),
          },
          closed,
        ),
        {
          minItems: 1,
          maxItems: MOST_SEGMENTS,
          description: 'All passages, in the order of their times. Those that are left out are gone.',
        },
      ),
    },
    closed,
  ),
} as const;
