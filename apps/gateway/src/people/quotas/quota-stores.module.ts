import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QUOTA_BOOK } from './quota-book.js';
import { PostgresQuotaBook } from './quota-book.postgres.js';
import { QUOTA_LIMIT_STORE } from './quota-limit-store.js';
import { PostgresQuotaLimitStore } from './quota-limit-store.postgres.js';
import { QuotaHoldEntity, QuotaLimitEntity } from './quota.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([QuotaLimitEntity, QuotaHoldEntity])],
  providers: [
    { provide: QUOTA_LIMIT_STORE, useClass: PostgresQuotaLimitStore },
    { provide: QUOTA_BOOK, useClass: PostgresQuotaBook },
  ],
  exports: [QUOTA_LIMIT_STORE, QUOTA_BOOK],
})
export class QuotaStoresModule {}
