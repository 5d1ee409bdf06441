import { ApiSchema } from '@nestjs/swagger';
import { REQUEST_KINDS, type LedgerEntry } from '@throughline/simulation';
import { Field } from '../../kit/http/fields.js';
import { flag, id, integer, orNull, text, time, words } from '../../kit/http/schemas.js';

class LedgerReply {
  @Field(time('When the reply was given.')) at!: string;
  @Field(text('`ok`, or the code of a refusal.')) code!: string;
  @Field(flag('True if the reply was given but never arrived.')) lost!: boolean;
  @Field(orNull(integer('The bytes that this request stored.'))) bytes!: number | null;
  @Field(orNull(text('The object that is stored now.'))) object!: string | null;
  @Field(orNull(text('The upload session that was opened.'))) session!: string | null;
}

@ApiSchema({ name: 'LedgerEntry' })
export class LedgerEntryAnswer {
  @Field(text('The id of the request; send it as `after`.')) id!: string;
  @Field(time('When the request arrived.')) at!: string;
  @Field(words(REQUEST_KINDS, 'The kind of request.')) kind!: string;
  @Field(id('The recording.')) asset_id!: string;
  @Field(integer('The number of the attempt that sent the request.', { minimum: 1 })) attempt!: number;
  @Field(id('The id of that attempt.')) attempt_id!: string;
  @Field(text('Identifies the content of the recording at this output.')) key!: string;
  @Field(orNull(text('The upload session of the request.'))) session!: string | null;
  @Field(orNull(text('The follow-up of the request.'))) follow_up!: string | null;
  @Field(orNull(integer('The offset of the first byte sent.'))) offset!: number | null;
  @Field(orNull(integer('The bytes that the sender announced.'))) announced!: number | null;
  @Field(integer('The id of the process that sent the request.')) pid!: number;
  @Field(orNull(LedgerReply, 'The reply; null if there is none yet.')) answer!: LedgerReply | null;
}

export const renderEntry = (entry: LedgerEntry): LedgerEntryAnswer => ({
  id: entry.id,
  at: entry.at,
  kind: entry.kind,
  asset_id: entry.assetId,
  attempt: entry.attempt,
  attempt_id: entry.attemptId,
  key: entry.key,
  session: entry.session ?? null,
  follow_up: entry.followUp ?? null,
  offset: entry.offset ?? null,
  announced: entry.announced ?? null,
  pid: entry.pid,
  answer: entry.answer === undefined ? null : renderAnswer(entry.answer),
});

const renderAnswer = (answer: NonNullable<LedgerEntry['answer']>): LedgerReply => ({
  at: answer.at,
  code: answer.answer,
  lost: answer.lost ?? false,
  bytes: answer.bytes ?? null,
  object: answer.object ?? null,
  session: answer.session ?? null,
});
