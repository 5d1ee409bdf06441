import { ApiSchema } from '@nestjs/swagger';
import { QUOTAS, type QuotaName } from '@throughline/contracts';
import { Field, IntegerField, IntegerParameter, TextField } from '../../kit/http/fields.js';
import { integer, list, number, orNull, ref, text, words } from '../../kit/http/schemas.js';
import { dayOf, type Month } from './month.js';
import { mapQuotas, remainingOf, roundAmount } from './quota.js';
import type { OwnLimits, QuotaAmounts, QuotaLimits, QuotaUses, StoredLimits } from './quota.js';

/** The largest number that JSON clients read exactly. */
const MOST = Number.MAX_SAFE_INTEGER;
const amount = (description: string): ReturnType<typeof number> => number(description, { minimum: 0 });
const limitOf = (description: string): ReturnType<typeof orNull> => orNull(integer(description, { minimum: 0, maximum: MOST }));
const day = (description: string): ReturnType<typeof text> => text(`${description} UTC, \`YYYY-MM-DD\`.`);
const PERIOD = 'The month, `YYYYMM`.';

const MEANING: Readonly<Record<QuotaName, string>> = {
  items: 'Registered items of every kind.',
  bytes: 'Bytes of uploaded and imported files.',
  transcription_minutes: 'Minutes of transcribed media.',
  deliveries: 'Completed deliveries to outputs.',
};

export class PeriodQuery {
  @TextField('The month, `YYYYMM`, of UTC. Default: the present one.', { max: 20, example: '202611' })
  period?: string;
}

export class UserQuotasQuery extends PeriodQuery {
  @IntegerParameter('Users on a page.', { min: 1, max: 200, default: 50 })
  limit = 50;

  @TextField('The `next_cursor` of the page before.', { min: 1, max: 26 })
  cursor?: string;
}

/** A field that is absent has the operator's limit. */
export class QuotaLimitsBody {
  items?: number | null;
  bytes?: number | null;
  transcription_minutes?: number | null;
  deliveries?: number | null;
}

@ApiSchema({ name: 'QuotaLimits' })
export class QuotaLimitsAnswer {}

@ApiSchema({ name: 'QuotaAmounts' })
export class QuotaAmountsAnswer {}

for (const quota of QUOTAS) {
  IntegerField(`${MEANING[quota]} Null: unlimited. Absent: the limit of the server.`, { min: 0, max: MOST })(
    QuotaLimitsBody.prototype,
    quota,
  );
  Field(limitOf(`${MEANING[quota]} Null: unlimited.`))(QuotaLimitsAnswer.prototype, quota);
  Field(amount(MEANING[quota]))(QuotaAmountsAnswer.prototype, quota);
}

@ApiSchema({ name: 'QuotaUse' })
export class QuotaUseAnswer {
  @Field(words(QUOTAS, 'What is counted.')) quota!: QuotaName;
  @Field(amount('Used in this month, according to the projected events.')) used!: number;
  @Field(amount('Reserved by registrations and steps in progress.')) in_progress!: number;
  @Field(limitOf('The limit of a month; null: unlimited.')) limit!: number | null;
  @Field(orNull(amount('What is left; null: unlimited.'))) remaining!: number | null;
}

@ApiSchema({ name: 'Quota' })
export class QuotaAnswer {
  @Field(text(PERIOD)) period!: string;
  @Field(day('The first day of the next month, when every quota starts again.')) renews_on!: string;
  @Field(list(QuotaUseAnswer, 'Each quota, in a fixed order.')) quotas!: readonly QuotaUseAnswer[];
}

@ApiSchema({ name: 'QuotaHistory' })
export class QuotaHistoryAnswer {
  @Field(text(PERIOD)) period!: string;
  @Field(day('The first day of the month.')) starts_on!: string;
  @Field(day('The first day of the next month.')) renews_on!: string;
  @Field(ref(QuotaAmountsAnswer, 'What the library used in this month.')) used!: QuotaAmounts;
}

@ApiSchema({ name: 'QuotaUser' })
class QuotaUserAnswer {
  @Field(text('The id of the user. Opaque.')) id!: string;
  @Field(text('The name of the user.')) name!: string;
}

@ApiSchema({ name: 'UserQuota' })
export class UserQuotaAnswer {
  @Field(ref(QuotaUserAnswer, 'The user whose library it is.')) user!: QuotaUserAnswer;
  @Field(ref(QuotaAmountsAnswer, 'What the library used in this month.')) used!: QuotaAmounts;
  @Field(ref(QuotaLimitsAnswer, 'The present limits.')) limits!: QuotaLimits;
}

@ApiSchema({ name: 'UserQuotaList' })
export class UserQuotaList {
  @Field(text(PERIOD)) period!: string;
  @Field(day('The first day of the next month.')) renews_on!: string;
  @Field(list(UserQuotaAnswer, 'Users in the order of their ids, the disabled ones included.'))
  items!: readonly UserQuotaAnswer[];
  @Field(orNull(text('The cursor of the next page; null on the last page.'))) next_cursor!: string | null;
}

@ApiSchema({ name: 'UserLimits' })
export class UserLimitsAnswer {
  @Field(text('The id of the user. Opaque.')) user_id!: string;
  @Field(list(words(QUOTAS), 'The quotas whose limit is set for this user.')) own!: readonly QuotaName[];
  @Field(ref(QuotaLimitsAnswer, 'The limits in effect.')) limits!: QuotaLimits;
  @Field(ref(QuotaLimitsAnswer, 'The limits of the server, for quotas that are not set for the user.')) defaults!: QuotaLimits;
  @Field(integer('Raised by each change; in quotation marks it is the `ETag`.', { minimum: 1 })) revision!: number;
}

export const renderQuota = ({ period, end }: Month, uses: QuotaUses): QuotaAnswer => ({
  period,
  renews_on: dayOf(end),
  quotas: QUOTAS.map((quota) => {
    const remaining = remainingOf(uses[quota]);
    return {
      quota,
      used: roundAmount(uses[quota].used),
      in_progress: roundAmount(uses[quota].held),
      limit: uses[quota].limit,
      remaining: remaining === null ? null : roundAmount(remaining),
    };
  }),
});

const NOTHING = mapQuotas(() => 0);
export const renderAmounts = (amounts: QuotaAmounts = NOTHING): QuotaAmounts => mapQuotas((quota) => roundAmount(amounts[quota]));

export const renderHistory = ({ period, start, end }: Month, amounts: QuotaAmounts | undefined): QuotaHistoryAnswer => ({
  period,
  starts_on: dayOf(start),
  renews_on: dayOf(end),
  used: renderAmounts(amounts),
});

export const renderLimits = (userId: string, { own, revision }: StoredLimits, defaults: QuotaLimits): UserLimitsAnswer => ({
  user_id: userId,
  own: QUOTAS.filter((quota) => own[quota] !== undefined),
  limits: { ...defaults, ...own },
  defaults,
  revision,
});

export const readLimits = (body: QuotaLimitsBody): OwnLimits =>
  Object.fromEntries(
    QUOTAS.flatMap((quota) => {
      const limit = body[quota];
      return limit === undefined ? [] : [[quota, limit] as const];
    }),
  );
