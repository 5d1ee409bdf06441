import { Module } from '@nestjs/common';
import { SETTINGS } from '../gateway-context.js';
import { provide } from '../provide.js';
import { OfferedOutputs, OfferedOutputsController } from './offered-outputs.controller.js';

@Module({
  controllers: [OfferedOutputsController],
  providers: [provide(OfferedOutputs, { settings: SETTINGS }, ({ settings }) => new OfferedOutputs(settings.outputs))],
})
export class OutputsModule {}
