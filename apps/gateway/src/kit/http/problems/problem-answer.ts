import { ApiSchema } from '@nestjs/swagger';
import { QUOTAS, type QuotaName } from '@throughline/contracts';
import { Field, OptionalField } from '../fields.js';
import { NamedRow } from '../named-row.js';
import { count, integer, list, number, ref, text, words } from '../schemas.js';
import { problemKinds } from './catalogue.js';

class FieldProblemAnswer {
  @Field(text('Where in the body (JSON Pointer); `/query/…` in the query. Empty: the body as a whole.')) pointer!: string;
  @Field(text('What is wrong there.')) message!: string;
}

@ApiSchema({ name: 'ProblemUsers' })
class UsersAnswer {
  @OptionalField(count('The number of bound items.')) items?: number;
  @OptionalField(list(text(), 'The first ten of them.')) item_ids?: readonly string[];
  @OptionalField(list(NamedRow, 'The sources that bind their new items to the template.')) sources?: readonly NamedRow[];
  @OptionalField(list(NamedRow, 'The templates whose conditions name the source.')) templates?: readonly NamedRow[];
  @OptionalField(list(NamedRow, 'The jobs that choose items by the template, or read the source.')) jobs?: readonly NamedRow[];
}

/** A problem document (RFC 9457). */
@ApiSchema({ name: 'Problem' })
export class ProblemAnswer {
  @Field(text('A page of this server that explains the code.')) type!: string;
  @Field(text('The meaning of the code, in a few words.')) title!: string;
  @Field(integer('The status of the answer.')) status!: number;
  @Field(words(Object.keys(problemKinds), 'Stable: decide by this.')) code!: string;
  @Field(text('What is wrong here, for people.')) detail!: string;
  @OptionalField(text('What would work.')) try_instead?: string;
  @OptionalField(list(FieldProblemAnswer, 'Everything that is wrong with the request.')) errors?: readonly FieldProblemAnswer[];
  @OptionalField(text('Identifies the request in the log of the server.')) request_id?: string;
  @OptionalField(text('With `duplicate`: the item that exists.')) existing_id?: string;
  @OptionalField(ref(UsersAnswer, 'With `template-in-use` and `source-in-use`: what uses it.')) used_by?: UsersAnswer;
  @OptionalField(words(QUOTAS, 'With `quota-exceeded`: the quota.')) quota?: QuotaName;
  @OptionalField(number('With `quota-exceeded`: what is used or in progress.', { minimum: 0 })) used?: number;
  @OptionalField(integer('With `quota-exceeded`: the limit of a month.', { minimum: 0 })) limit?: number;
  @OptionalField(text('With `quota-exceeded`: the day on which the quota renews, UTC, `YYYY-MM-DD`.')) renews_on?: string;
}
