import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../kit/http/fields.js';
import { flag, list, number, orNull, ref, text } from '../../kit/http/schemas.js';
import { MAX_RECORDINGS } from '../published/published-set.js';
import { SharedSegmentAnswer, SharedSpeakerAnswer } from '../shared.dto.js';

@ApiSchema({ name: 'EmbeddedFile' })
export class EmbeddedFileAnswer {
  @Field(text('The media type.')) media_type!: string;
  @Field(text('The address of the content, on this server; another content has another one. It supports ranges.')) url!: string;
}

@ApiSchema({ name: 'EmbeddedRecording' })
export class EmbeddedRecordingAnswer {
  @Field(text('Its id in this embed. It says nothing of the recording.')) id!: string;
  @Field(orNull(text('The title; null if it has none.'))) title!: string | null;
  @Field(orNull(number('The length in seconds; null if unknown.', { minimum: 0 }))) duration_seconds!: number | null;
  @Field(ref(EmbeddedFileAnswer, 'The file to play.')) media!: EmbeddedFileAnswer;
  @Field(orNull(ref(EmbeddedFileAnswer), 'The subtitles (WebVTT); null without any.')) captions!: EmbeddedFileAnswer | null;
  @Field(flag('True if `/transcript` shows the spoken words.')) has_transcript!: boolean;
}

@ApiSchema({ name: 'EmbeddedSet' })
export class EmbeddedSetAnswer {
  @Field(text('The title of the embed.')) title!: string;
  @Field(list(EmbeddedRecordingAnswer, `The latest registered first; ${String(MAX_RECORDINGS)} at most.`))
  items!: readonly EmbeddedRecordingAnswer[];
}

@ApiSchema({ name: 'EmbeddedTranscript' })
export class EmbeddedTranscriptAnswer {
  @Field(text('BCP 47.')) language!: string;
  @Field(list(SharedSegmentAnswer, 'In order of time.')) segments!: readonly SharedSegmentAnswer[];
  @Field(list(SharedSpeakerAnswer, 'Empty if the engine distinguishes no speakers.')) speakers!: readonly SharedSpeakerAnswer[];
}
