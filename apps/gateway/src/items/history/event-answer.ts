import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../kit/http/fields.js';
import { anything, flag, orNull, ref, text, time } from '../../kit/http/schemas.js';

@ApiSchema({ name: 'Actor' })
class ActorAnswer {
  @Field(text('`user` or `service`.')) kind!: string;
  @Field(text('The id of a user, or the name of a service.')) id!: string;
  @Field(orNull(text('The name of a user; null for a service, or if unknown.'))) name!: string | null;
}

@ApiSchema({ name: 'AuditEvent' })
export class AuditEventAnswer {
  @Field(text('Its position; send it back as `after`.')) id!: string;
  @Field(text('For example `StepCompleted`.')) type!: string;
  @Field(orNull(text('The step that it concerns.'))) step!: string | null;
  @Field(text('The status after the event.')) status_after!: string;
  @Field(flag('The item counted as failed after the event.')) failed_after!: boolean;
  @Field(orNull(text('The same in words.'))) message!: string | null;
  @Field(anything('The content of the event, without personal data.')) detail!: unknown;
  @Field(ref(ActorAnswer, 'Who or what caused it.')) actor!: ActorAnswer;
  @Field(time('When it was decided.')) occurred_at!: string;
  @Field(time('When the log stored it.')) recorded_at!: string;
  @Field(flag('It happened in another system, and was imported later.')) imported!: boolean;
}

const at = '2026-02-05T10:00:00.000Z';
/** An event as the API answers it. */
export const EVENT_EXAMPLE = {
  id: '118.0',
  type: 'StepStarted',
  step: 'TRANSCRIBE',
  status_after: 'PROCESSING',
  failed_after: false,
  message: 'Transcription started on processing-1',
  detail: { step: 'TRANSCRIBE', worker: 'processing-1' },
  actor: { kind: 'service', id: 'processing-1', name: null },
  occurred_at: at,
  recorded_at: at,
  imported: false,
};
