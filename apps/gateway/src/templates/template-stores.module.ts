import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SAVED_SETTINGS } from '../items/index.js';
import { LibraryEntity } from '../people/libraries/library.entity.js';
import { TEMPLATE_STORE } from './template-store.js';
import { PostgresTemplateStore } from './template-store.postgres.js';
import { TemplateEntity } from './template.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([TemplateEntity, LibraryEntity])],
  providers: [
    { provide: TEMPLATE_STORE, useClass: PostgresTemplateStore },
    { provide: SAVED_SETTINGS, useExisting: TEMPLATE_STORE },
  ],
  exports: [TEMPLATE_STORE, SAVED_SETTINGS],
})
export class TemplateStoreModule {}
