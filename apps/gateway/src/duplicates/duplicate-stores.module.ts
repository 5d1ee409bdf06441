import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DUPLICATE_STORE } from './duplicate-store.js';
import { PostgresDuplicateStore } from './duplicate-store.postgres.js';
import { KeptDuplicateEntity } from './kept-duplicate.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([KeptDuplicateEntity])],
  providers: [{ provide: DUPLICATE_STORE, useClass: PostgresDuplicateStore }],
  exports: [DUPLICATE_STORE],
})
export class DuplicateStoreModule {}
