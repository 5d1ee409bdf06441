import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OUTPUT_ACCOUNTS } from '../credentials/index.js';
import { NATS } from '../log/log.module.js';
import { provide } from '../provide.js';
import { BusOutputService } from './output-service.bus.js';
import { OUTPUT_SERVICE } from './output-service.js';
import { PRESET_STORE } from './presets/preset-store.js';
import { PostgresPresetStore } from './presets/preset-store.postgres.js';
import { PresetEntity } from './presets/preset.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([PresetEntity])],
  providers: [{ provide: PRESET_STORE, useClass: PostgresPresetStore }],
  exports: [PRESET_STORE],
})
export class PresetStoreModule {}

/** The requests to the upload service about outputs. */
@Module({
  providers: [
    provide(OUTPUT_SERVICE, { nc: NATS }, ({ nc }) => new BusOutputService(nc)),
    { provide: OUTPUT_ACCOUNTS, useExisting: OUTPUT_SERVICE },
  ],
  exports: [OUTPUT_SERVICE, OUTPUT_ACCOUNTS],
})
export class OutputServiceModule {}
