import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG } from '../../config.js';
import { provide } from '../../kit/provide.js';
import { NoticeCauseEntity, NoticeSettingEntity } from './notice.entity.js';
import { NOTICE_KEY, PostgresNoticeStore } from './notice-store.postgres.js';
import { NOTICE_STORE } from './notice-store.js';

@Module({
  imports: [TypeOrmModule.forFeature([NoticeSettingEntity, NoticeCauseEntity])],
  providers: [
    provide(NOTICE_KEY, { config: CONFIG }, ({ config }) => config.masterKey),
    { provide: NOTICE_STORE, useClass: PostgresNoticeStore },
  ],
  exports: [NOTICE_STORE],
})
export class NoticeStoreModule {}
