import { ApiSchema } from '@nestjs/swagger';
import { SESSION_STATUSES } from '@throughline/contracts';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { flag, id, integer, list, number, orNull, ref, text, time, words } from '../../kit/http/schemas.js';
import { type ItemKind, ActionAnswer, NO_PREVIEWS, PreviewsAnswer, staleSince } from '../../items/index.js';

const seconds = (description: string) => orNull(number(undefined, { minimum: 0 }), description);
const place = (description: string) => orNull(integer(undefined, { minimum: 1 }), description);

@ApiSchema({ name: 'Session' })
export class SessionAnswer {
  @Field(id('The session.')) session_id!: string;
  @Field(flag('Nothing more happens until a person acts, except retention.')) terminal!: boolean;
  @Field(
    words(
      SESSION_STATUSES,
      'From `pending` to `processing`, then `completed` or `failed`; a retry sets `failed` back. Deletion changes it only if it stops work.',
    ),
  )
  status!: string;
  @Field(
    integer('Percent: seven tenths work, three tenths time, at four times the length of the audio. Below 100 until completed.', {
      minimum: 0,
      maximum: 100,
    }),
  )
  progress!: number;
  @Field(
    orNull(
      time(
        'When it will be completed: four times the length of the audio after its start, or by its speed so far. In a queue, it includes the work before it. Never in the past.',
      ),
    ),
  )
  estimated_completion!: string | null;
  @Field(orNull(time('When the transcription started.'))) started_at!: string | null;
  @Field(text('For people.')) message!: string;
  @Field(place('1 is next in its lane; null if it is not queued, or unknown.')) queue_position!: number | null;
  @Field(place('The length of that queue, this one included.')) queue_length!: number | null;
  @Field(seconds('The finished seconds of the audio.')) duration_processed!: number | null;
  @Field(seconds('The seconds of the audio; null until known.')) duration_total!: number | null;
  @Field(list(words(['retry', 'upload', 'download']), 'What is possible next.')) allowed!: readonly string[];
  @Field(orNull(text('For people.'))) title!: string | null;
  @Field(orNull(text('The name of the uploaded file.'))) audio_filename!: string | null;
  @Field(orNull(id('The newest attempt of the transcription.'))) transcription_job_id!: string | null;
  @Field(orNull(text('What went wrong, why there is no text, or that the run was cancelled, in words.')))
  failed_reason!: string | null;
  @Field(orNull(flag(), 'A retry may help; null if nothing has failed.')) retryable!: boolean | null;
  @Field(seconds('The working time of its attempts, without waits; null until it is completed.')) processing_duration!:
    | number
    | null;
  @Field(seconds('Seconds of audio per second of work, once completed.')) speed!: number | null;
  @Field(orNull(time('When it was deleted.'))) deleted_at!: string | null;
  @Field(orNull(time('The retention date of a deleted session, until which it can be restored.'))) expires_at!: string | null;
  @Field(orNull(time('When its retention ended: content and personal data are gone, and it cannot be restored.')))
  expired_at!: string | null;
  @Field(orNull(time('When content and personal data were erased.'))) erased_at!: string | null;
  @Field(list(ActionAnswer, 'Whether it can be deleted, restored and erased now, and why not.'))
  allowed_actions!: readonly ActionAnswer[];
  @Field(time('When it was registered.')) created_at!: string;
  @Field(time('Its newest event, or the last heartbeat of its worker, by the clock of the broker.')) updated_at!: string;
  @Field(text('Opaque.')) revision!: string;
  @Field(orNull(flag(), 'True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server.'))
  stalled!: boolean | null;
  @Field(ref(PreviewsAnswer, 'The waveform of the audio, the version for browsers and others.')) previews!: PreviewsAnswer;
  @OptionalField(staleSince) stale_since?: string;
}

const at = '2026-02-05T10:00:00.000Z';
const example = {
  session_id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
  status: 'processing',
  terminal: false,
  progress: 13,
  estimated_completion: '2026-02-05T13:30:00.000Z',
  started_at: at,
  message: 'Processing audio...',
  queue_position: null,
  queue_length: null,
  duration_processed: 450,
  duration_total: 3_600,
  allowed: [],
  title: 'Weekly talk',
  audio_filename: 'weekly-talk.mp3',
  transcription_job_id: '53ba19eb-3943-5f5c-820c-f30cb61d4e47',
  failed_reason: null,
  retryable: null,
  processing_duration: null,
  speed: null,
  deleted_at: null,
  expires_at: null,
  expired_at: null,
  erased_at: null,
  allowed_actions: [
    { action: 'delete', target: null, allowed: true, code: null, reason: null, try_instead: null },
    {
      action: 'restore',
      target: null,
      allowed: false,
      code: 'not-deleted',
      reason: 'The item is not deleted.',
      try_instead: 'Run or delete the item.',
    },
    { action: 'erase', target: null, allowed: true, code: null, reason: null, try_instead: null },
  ],
  created_at: at,
  updated_at: at,
  revision: '41',
  previews: NO_PREVIEWS,
  stalled: false,
};

export const SESSION_KIND: ItemKind = {
  noun: 'session',
  tag: 'sessions',
  answer: SessionAnswer,
  statuses: SESSION_STATUSES,
  example,
  stage: 'TRANSCRIBE',
  file: 'talk.mp3',
};
