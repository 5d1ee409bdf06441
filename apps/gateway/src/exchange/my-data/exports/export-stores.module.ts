import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataExportEntity } from './data-export.entity.js';
import { EXPORT_STORE } from './export-store.js';
import { PostgresExportStore } from './export-store.postgres.js';

@Module({
  imports: [TypeOrmModule.forFeature([DataExportEntity])],
  providers: [{ provide: EXPORT_STORE, useClass: PostgresExportStore }],
  exports: [EXPORT_STORE],
})
export class ExportStoreModule {}
