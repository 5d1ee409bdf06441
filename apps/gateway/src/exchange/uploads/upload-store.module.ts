import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UPLOAD_STORE } from './upload-store.js';
import { PostgresUploadStore } from './upload-store.postgres.js';
import { UploadEntity, UploadPieceEntity } from './upload.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([UploadEntity, UploadPieceEntity])],
  providers: [{ provide: UPLOAD_STORE, useClass: PostgresUploadStore }],
  exports: [UPLOAD_STORE],
})
export class UploadStoreModule {}
