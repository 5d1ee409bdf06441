import { ApiSchema, IntersectionType } from '@nestjs/swagger';
import { OUTPUT_STATUSES } from '@throughline/contracts';
import { DROP_REASONS, LANGUAGE_SOURCES } from '@throughline/media';
import { ArtifactAnswer } from '../../items/index.js';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { count, flag, integer, list, literal, number, orNull, text, time, words } from '../../kit/http/schemas.js';

const seconds = (description: string) => number(description, { minimum: 0 });
const fraction = (description?: string) => number(description, { minimum: 0, maximum: 1 });
const version = text('The version of the text. Opaque; another run, or a correction, makes another one.');
const userId = text('The id of the user.');

@ApiSchema({ name: 'OutdatedOutput' })
export class OutdatedOutputAnswer {
  @Field(text('The name of the output.')) id!: string;
  @Field(text('The kind of destination.')) target_type!: string;
  @Field(words(OUTPUT_STATUSES, 'The status of its delivery.')) status!: string;
}

@ApiSchema({ name: 'NewerThan' })
export class NewerThanAnswer {
  @Field(text('For the parameter `version`.')) version!: string;
  @Field(time('When it was corrected.')) corrected_at!: string;
  @Field(userId) corrected_by!: string;
}

export class CorrectionFactsAnswer {
  @Field(version) version!: string;
  @Field(orNull(time('When a person corrected it; null: as transcribed.'))) corrected_at!: string | null;
  @Field(orNull(userId, 'The user who corrected it.')) corrected_by!: string | null;
  @Field(orNull(text('The version that was corrected.'))) basis!: string | null;
  @Field(
    orNull(
      NewerThanAnswer,
      'The correction of an earlier transcript: the recording was transcribed again since. Its passages are kept if the texts can be compared, and it stays available as a version.',
    ),
  )
  newer_than!: NewerThanAnswer | null;
  @Field(list(OutdatedOutputAnswer, 'Outputs with other words: their content is from before the correction.'))
  outdated_outputs!: readonly OutdatedOutputAnswer[];
}

@ApiSchema({ name: 'TranscriptSegment' })
export class TranscriptSegmentAnswer {
  @Field(integer('Its id, which corrections do not change.')) id!: number;
  @Field(seconds('Seconds.')) start!: number;
  @Field(seconds('Seconds.')) end!: number;
  @Field(text('The spoken words.')) text!: string;
  @OptionalField(
    fraction(
      "With the note `confidence-calibrated`, the share of the words that are probably right. Else the engine's own score: 0.7 does not mean that 70 % of the words are right, and scores of two engines cannot be compared. Absent if the engine reports none, or a person wrote the passage.",
    ),
  )
  confidence?: number;
  @OptionalField(
    literal(
      true,
      'The calibrated score is low, or the score is far below that of most passages of this transcript: check it first.',
    ),
  )
  doubtful?: true;
  @OptionalField(text('The `id` of its speaker; absent if unknown.')) speaker?: string;
  @OptionalField(literal(true, 'A person wrote it.')) corrected?: true;
  @OptionalField(
    text(
      'What the engine heard here, if both changed: the recording was transcribed again since a person wrote the passage, with a result that differs from both texts. Empty if it heard nothing.',
    ),
  )
  heard?: string;
}

@ApiSchema({ name: 'Speaker' })
export class SpeakerAnswer {
  @Field(text('`S1`, `S2` and so on, in the order of first appearance.')) id!: string;
  @Field(text('The name, or `Speaker 1` and so on.')) label!: string;
  @Field(orNull(text('The name that a person set.'))) name!: string | null;
  @OptionalField(words(['left', 'right'], 'The channel of the recording that only this speaker has.')) channel?: string;
}

@ApiSchema({ name: 'DroppedText' })
export class DroppedTextAnswer {
  @Field(seconds('Seconds.')) start!: number;
  @Field(seconds('Seconds.')) end!: number;
  @Field(count('The number of words; the words are not kept.')) words!: number;
  @Field(
    words(
      DROP_REASONS,
      '`repeated`: the same words again and again; `silence`: words where the sound is silent; `no-speech`: the engine hardly took the sound for speech.',
    ),
  )
  reason!: string;
}

@ApiSchema({ name: 'RemovedPassage' })
export class RemovedPassageAnswer {
  @Field(seconds('Seconds.')) start!: number;
  @Field(seconds('Seconds.')) end!: number;
}

@ApiSchema({ name: 'TranscriptTopic' })
export class TranscriptTopicAnswer {
  @Field(text('The subject.')) title!: string;
  @Field(seconds('Seconds.')) start!: number;
  @Field(seconds('Seconds.')) end!: number;
}

@ApiSchema({ name: 'Transcript' })
export class TranscriptAnswer extends CorrectionFactsAnswer {
  @Field(flag('This is the current text.')) current!: boolean;
  @Field(
    flag('The text of an earlier run, shown until the present run has its own. It cannot be corrected, and is not delivered.'),
  )
  earlier_run!: boolean;
  @Field(text('The engine that transcribed it.')) engine!: string;
  @Field(text('The model of the engine.')) model!: string;
  @Field(text('BCP 47.')) language!: string;
  @Field(
    orNull(
      words(LANGUAGE_SOURCES),
      '`given` for the recording; `detected` by the engine; `assumed` if the engine does not detect languages. Null if there is no speech.',
    ),
  )
  language_source!: string | null;
  @Field(orNull(fraction(), "The engine's probability of a detected language. Null if it reports none."))
  language_confidence!: number | null;
  @Field(
    orNull(
      fraction(),
      'The mean of the scores of the words; for a correction, that of the original. Null if the engine reports none, or there is no speech.',
    ),
  )
  confidence!: number | null;
  @Field(flag('Expect mistakes in uncorrected passages: the engine makes many.')) draft!: boolean;
  @Field(flag('No speech was found: the transcript has no passages.')) no_speech!: boolean;
  @Field(
    list(
      text(),
      '`language-assumed`, `language-detected`, `language-doubtful`, `probably-another-language`, `word-times-estimated`, `confidence-unknown`, `confidence-calibrated`, `vocabulary-unused`, `vocabulary-shortened`, `speakers-by-part` (one person has another id in each part that the engine transcribed).',
    ),
  )
  notes!: readonly string[];
  @Field(list(SpeakerAnswer, 'In the order of first appearance; empty if speakers are not distinguished.'))
  speakers!: readonly SpeakerAnswer[];
  @Field(list(DroppedTextAnswer, 'Where words of the engine were left out, because nobody said them. In order.'))
  dropped!: readonly DroppedTextAnswer[];
  @Field(
    list(
      RemovedPassageAnswer,
      'Passages that a person removed, in order; a later transcription leaves them out too. A passage that a correction adds at their place brings them back.',
    ),
  )
  removed!: readonly RemovedPassageAnswer[];
  @Field(seconds('The length of the speech, in seconds.')) duration!: number;
  @Field(
    count(
      'Passages that a person wrote. Without `corrected_at`, a later transcription has kept them from the correction `newer_than`.',
    ),
  )
  corrected_segments!: number;
  @Field(count('Passages with `heard`: both the person and the engine have changed them.')) conflicting_segments!: number;
  @Field(list(TranscriptSegmentAnswer, 'In order.')) segments!: readonly TranscriptSegmentAnswer[];
  @Field(list(TranscriptTopicAnswer, 'In order; empty if none were found or requested.'))
  topics!: readonly TranscriptTopicAnswer[];
  @Field(flag('The topics are those of an earlier run, until the present run has its own.'))
  topics_earlier_run!: boolean;
}

@ApiSchema({ name: 'TranscriptSoFarSegment' })
export class TranscriptSoFarSegmentAnswer {
  @Field(seconds('Seconds.')) start!: number;
  @Field(seconds('Seconds.')) end!: number;
  @Field(text('The words as the engine has heard them. The finished transcript may differ.')) text!: string;
}

@ApiSchema({ name: 'TranscriptSoFar' })
export class TranscriptSoFarAnswer {
  @Field(
    flag(
      'True while the rest is still being transcribed, and after the transcription has failed. False: read the transcript itself.',
    ),
  )
  partial!: boolean;
  @Field(flag('The transcription has failed after these words. They stay until the next run.')) broken_off!: boolean;
  @Field(seconds('Seconds from the beginning up to which the words are there; 0 before the first words.')) up_to!: number;
  @Field(orNull(seconds('Length of the recording in seconds; null before the first words.'))) duration!: number | null;
  @Field(orNull(text('The engine; null before the first words.'))) engine!: string | null;
  @Field(orNull(text('BCP 47; null before the first words.'))) language!: string | null;
  @Field(list(TranscriptSoFarSegmentAnswer, 'In order. The last passage may still grow.'))
  segments!: readonly TranscriptSoFarSegmentAnswer[];
}

@ApiSchema({ name: 'SessionCorrectionAnswer' })
export class SessionCorrectionAnswer extends CorrectionFactsAnswer {
  @Field(text('The revision of the session after it.')) revision!: string;
}

class CorrectedFilesAnswer {
  @Field(text('The revision of the recording after it.')) revision!: string;
  @Field(list(ArtifactAnswer, 'The files with these words, under their unchanged names.')) files!: readonly ArtifactAnswer[];
}

@ApiSchema({ name: 'CorrectionAnswer' })
export class CorrectionAnswer extends IntersectionType(CorrectionFactsAnswer, CorrectedFilesAnswer) {}

@ApiSchema({ name: 'TranscriptVersion' })
export class TranscriptVersionAnswer {
  @Field(version) version!: string;
  @Field(words(['heard', 'corrected'], '`heard`: by an engine; `corrected`: by a person.')) kind!: string;
  @Field(time('When it was made.')) made_at!: string;
  @Field(orNull(userId, 'The user who corrected it.')) corrected_by!: string | null;
  @Field(orNull(text('The version that was corrected.'))) basis!: string | null;
  @Field(orNull(count('Passages; null if unknown.'))) segments!: number | null;
  @Field(orNull(count('Passages that a person wrote; null if unknown.'))) corrected_segments!: number | null;
  @Field(flag('This is the current text.')) current!: boolean;
  @Field(flag('It can still be read. The transcripts of the last two runs that transcribed are kept, older ones are removed.'))
  available!: boolean;
}

@ApiSchema({ name: 'TranscriptVersions' })
export class TranscriptVersionsAnswer {
  @Field(list(TranscriptVersionAnswer, 'The newest first.')) items!: readonly TranscriptVersionAnswer[];
}
