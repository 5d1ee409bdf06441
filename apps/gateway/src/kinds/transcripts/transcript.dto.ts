import { ApiSchema } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { IntegerField, NumberField, ObjectsField, TextField } from '../../kit/http/fields.js';
import { MomentParameter } from '../../items/index.js';

export const MAX_SEGMENTS = 20_000;
export const LONGEST_SEGMENT = 5_000;
/** A week: longer than any recording, and short enough for exact times. */
export const LONGEST_SECONDS = 604_800;
export const TEXT_VERSION = /^[0-9a-f]{16}$/;

const seconds = { min: 0, max: LONGEST_SECONDS, required: true };

export class SegmentBody {
  @IntegerField('The id of an existing passage; left out for a new one.', { min: 0, max: Number.MAX_SAFE_INTEGER })
  id?: number;

  @NumberField('Seconds.', seconds)
  start = Number.NaN;

  @NumberField('Seconds; after `start`.', seconds)
  end = Number.NaN;

  @TextField('The spoken words.', { min: 1, max: LONGEST_SEGMENT, plain: true, required: true })
  text = '';
}

@ApiSchema({ name: 'Correction' })
export class CorrectionBody {
  @ObjectsField('All passages, in the order of their times. Missing ones are removed.', SegmentBody, {
    minItems: 1,
    maxItems: MAX_SEGMENTS,
    required: true,
  })
  // The validator would descend into a nested array and accept its missing members as segments.
  @IsObject({ each: true, message: 'each passage must be an object' })
  segments: SegmentBody[] = [];
}

export const LONGEST_SPEAKER_NAME = 100;

@ApiSchema({ name: 'SpeakerName' })
export class SpeakerNameBody {
  @TextField('The name, for the whole recording. An empty text removes it.', {
    max: LONGEST_SPEAKER_NAME,
    plain: true,
    required: true,
  })
  name!: string;
}

export class TranscriptQuery {
  @TextField('A version that an answer gave; default: the current one.', {
    pattern: TEXT_VERSION,
    message: 'version must be taken from an earlier answer',
  })
  version?: string;

  @MomentParameter('The words that were current then.')
  as_of?: string;
}
