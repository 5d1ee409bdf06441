import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { readMonth } from './month.js';
import * as operations from './quotas.operations.js';
import { PeriodQuery, renderHistory, renderQuota, type QuotaAnswer, type QuotaHistoryAnswer } from './quotas.dto.js';
import { Quotas } from './quotas.js';

/** The quotas of the library that the user works in. */
@Controller('api/v1/me/quota')
export class MyQuotaController {
  constructor(@Inject(Quotas) private readonly quotas: Quotas) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation(operations.readQuota)
  async read(@CurrentUser() { ownerId }: Principal): Promise<QuotaAnswer> {
    const month = this.quotas.month();
    return renderQuota(month, await this.quotas.uses(ownerId));
  }

  @Get('history')
  @Header('cache-control', 'no-store')
  @Operation(operations.readHistory)
  async history(@CurrentUser() { ownerId }: Principal, @Query(queryPipe) { period }: PeriodQuery): Promise<QuotaHistoryAnswer> {
    const month = period === undefined ? this.quotas.month() : readMonth(period);
    return renderHistory(month, (await this.quotas.used([ownerId], month)).get(ownerId));
  }
}
