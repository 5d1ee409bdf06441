import { Module } from '@nestjs/common';
import { provide } from '../gateway-context.js';
import { OfferedOutputs, OfferedOutputsController } from './offered-outputs.controller.js';

@Module({
  controllers: [OfferedOutputsController],
  providers: [provide(OfferedOutputs, [], ({ settings }) => new OfferedOutputs(settings.outputs))],
})
export class OutputsModule {}
