import { Body, Controller, Get, Header, Headers, Inject, Param, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Operation } from '../../kit/http/operation.js';
import { notFound } from '../../kit/http/problems/problem.js';
import { queryPipe, requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { etagOfRevision } from '../../kit/http/requests/change-at-revision.js';
import { USER_STORE, type UserStore } from '../index.js';
import { dayOf, readMonth } from './month.js';
import * as operations from './quotas.operations.js';
import { QuotaLimitsBody, UserQuotasQuery, readLimits, renderAmounts, renderLimits } from './quotas.dto.js';
import type { UserLimitsAnswer, UserQuotaList } from './quotas.dto.js';
import { resolveLimits, type StoredLimits } from './quota.js';
import type { LimitedUser } from './quota-records.js';
import { Quotas } from './quotas.js';

/** Limits and use of all users, for administrators. */
@Controller('api/v1')
export class UserQuotasController {
  constructor(
    @Inject(Quotas) private readonly quotas: Quotas,
    @Inject(USER_STORE) private readonly users: UserStore,
  ) {}

  @Get('stats/quotas')
  @Header('cache-control', 'no-store')
  @Operation(operations.listQuotas)
  async list(@Query(queryPipe) { period, limit, cursor = '' }: UserQuotasQuery): Promise<UserQuotaList> {
    const month = period === undefined ? this.quotas.month() : readMonth(period);
    const users = [...(await this.users.list())].sort((one, other) => (one.id < other.id ? -1 : 1));
    const rest = users.filter(({ id }) => id > cursor);
    const page = rest.slice(0, limit);
    const used = await this.quotas.used(
      page.map(({ id }) => id),
      month,
    );
    const own = await Promise.all(page.map(({ id }) => this.quotas.ownLimits(id)));
    return {
      period: month.period,
      renews_on: dayOf(month.end),
      items: page.map(({ id, name }, index) => ({
        user: { id, name },
        used: renderAmounts(used.get(id)),
        limits: resolveLimits(this.quotas.defaults, own[index]?.own ?? {}),
      })),
      next_cursor: rest.length > page.length ? (page.at(-1)?.id ?? null) : null,
    };
  }

  @Get('admin/users/:id/quota')
  @Operation(operations.readLimits)
  async read(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<UserLimitsAnswer> {
    await this.#requireUser(id);
    return this.#tagged(reply, id, await this.quotas.ownLimits(id));
  }

  @Put('admin/users/:id/quota')
  @Operation(operations.replaceLimits)
  async replace(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(requiredBodyPipe) body: QuotaLimitsBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserLimitsAnswer> {
    const user = await this.#requireUser(id);
    return this.#tagged(reply, id, await this.quotas.changeLimits(user, readLimits(body), ifMatch));
  }

  async #requireUser(id: string): Promise<LimitedUser> {
    const user = ULID.test(id) ? await this.users.find(id) : undefined;
    if (user === undefined) throw notFound();
    return user;
  }

  #tagged(reply: FastifyReply, id: string, stored: StoredLimits): UserLimitsAnswer {
    void reply.header('etag', etagOfRevision(stored)).header('cache-control', 'no-store');
    return renderLimits(id, stored, this.quotas.defaults);
  }
}

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
