import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField, TextField } from '../kit/http/fields.js';
import { count, flag, id, integer, list, number, orNull, text, time, words } from '../kit/http/schemas.js';
import { LONGEST_PASSWORD } from './share-links.dto.js';
import { SHARED_KINDS, type SharedKind } from './share-link.js';

const seconds = (description: string) => number(description, { minimum: 0 });

@ApiSchema({ name: 'OpenShared' })
export class OpenShared {
  @TextField('The part of a share link after the #.', {
    pattern: /^[A-Za-z0-9_-]{43}$/,
    message: 'must be the part of a share link after the #',
    required: true,
  })
  code = '';

  @TextField('The password of the link, if it has one.', { min: 1, max: LONGEST_PASSWORD })
  password?: string;
}

@ApiSchema({ name: 'SharedFile' })
export class SharedFileAnswer {
  @Field(text('Unique among the files of the item.')) name!: string;
  @Field(text('Its role: `video`, `subtitles_vtt`, `document` and others.')) role!: string;
  @Field(text('The media type.')) media_type!: string;
  @Field(count('Bytes.')) size!: number;
  @Field(text('The hash of the content, in hex.')) sha256!: string;
  @Field(text('The address of the content, on this server. It supports ranges.')) url!: string;
}

@ApiSchema({ name: 'SharedItem' })
export class SharedItemAnswer {
  @Field(id('The link. It opens nothing by itself.')) id!: string;
  @Field(words(SHARED_KINDS, 'What the link opens.')) kind!: SharedKind;
  @Field(orNull(text('The title; null if it has none.'))) title!: string | null;
  @Field(orNull(seconds('The length of a recording, in seconds; null if unknown.'))) duration_seconds!: number | null;
  @Field(flag('True if `/transcript` shows the spoken words.')) has_transcript!: boolean;
  @Field(flag('True if the person who shares the item allows to download it.')) download!: boolean;
  @Field(time('When the link expires.')) expires_at!: string;
  @Field(list(SharedFileAnswer, 'The files that the link opens.')) files!: readonly SharedFileAnswer[];
}

@ApiSchema({ name: 'SharedSegment' })
export class SharedSegmentAnswer {
  @Field(integer('Its id.')) id!: number;
  @Field(seconds('Seconds.')) start!: number;
  @Field(seconds('Seconds.')) end!: number;
  @Field(text('The spoken words.')) text!: string;
  @OptionalField(text('The `id` of its speaker; absent if unknown.')) speaker?: string;
}

@ApiSchema({ name: 'SharedSpeaker' })
export class SharedSpeakerAnswer {
  @Field(text('`S1`, `S2` and so on, in the order of first appearance.')) id!: string;
  @Field(text('The name, or `Speaker 1` and so on.')) label!: string;
}

@ApiSchema({ name: 'SharedTopic' })
export class SharedTopicAnswer {
  @Field(text('The subject.')) title!: string;
  @Field(seconds('Seconds.')) start!: number;
  @Field(seconds('Seconds.')) end!: number;
}

@ApiSchema({ name: 'SharedTranscript' })
export class SharedTranscriptAnswer {
  @Field(text('BCP 47.')) language!: string;
  @Field(list(SharedSegmentAnswer, 'In order of time.')) segments!: readonly SharedSegmentAnswer[];
  @Field(list(SharedSpeakerAnswer, 'Empty if the engine distinguishes no speakers.')) speakers!: readonly SharedSpeakerAnswer[];
  @Field(list(SharedTopicAnswer, 'In order of time.')) topics!: readonly SharedTopicAnswer[];
}
