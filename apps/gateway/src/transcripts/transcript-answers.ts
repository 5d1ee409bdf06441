import { ApiSchema, IntersectionType } from '@nestjs/swagger';
import { OUTPUT_STATUSES } from '@throughline/contracts';
import { ArtifactAnswer } from '../items/index.js';
import { Field, OptionalField } from '../http/fields.js';
import { count, flag, integer, list, literal, number, orNull, text, time, words } from '../http/schemas.js';

const seconds = (description: string) => number(description, { minimum: 0 });
const fraction = (description: string) => number(description, { minimum: 0, maximum: 1 });
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
      'The correction of an earlier transcript: the recording was transcribed again since. The correction stays available as a version.',
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
  @OptionalField(fraction('The confidence of the engine; absent if a person wrote it.')) confidence?: number;
  @OptionalField(literal(true, 'A person wrote it.')) corrected?: true;
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
  @Field(text('The engine that transcribed it.')) engine!: string;
  @Field(text('The model of the engine.')) model!: string;
  @Field(text('BCP 47.')) language!: string;
  @Field(fraction('The mean confidence of the engine; for a correction, that of the original.')) confidence!: number;
  @Field(flag('Expect mistakes in uncorrected passages: the engine makes many.')) draft!: boolean;
  @Field(list(text(), '`language-assumed`, `language-detected`, `word-times-estimated`, `confidence-unknown`.'))
  notes!: readonly string[];
  @Field(seconds('The length of the speech, in seconds.')) duration!: number;
  @Field(count('Passages that a person wrote.')) corrected_segments!: number;
  @Field(list(TranscriptSegmentAnswer, 'In order.')) segments!: readonly TranscriptSegmentAnswer[];
  @Field(list(TranscriptTopicAnswer, 'In order; empty if none were found or requested.'))
  topics!: readonly TranscriptTopicAnswer[];
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
  @Field(flag('It can still be read. The transcript of an earlier run is removed when a later one replaces it.'))
  available!: boolean;
}

@ApiSchema({ name: 'TranscriptVersions' })
export class TranscriptVersionsAnswer {
  @Field(list(TranscriptVersionAnswer, 'The newest first.')) items!: readonly TranscriptVersionAnswer[];
}
