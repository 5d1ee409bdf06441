import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ItemSelectionEntity } from './item-selection.entity.js';
import { SELECTION_STORE } from './selection-store.js';
import { PostgresSelectionStore } from './selection-store.postgres.js';

@Module({
  imports: [TypeOrmModule.forFeature([ItemSelectionEntity])],
  providers: [{ provide: SELECTION_STORE, useClass: PostgresSelectionStore }],
  exports: [SELECTION_STORE],
})
export class SelectionStoreModule {}
