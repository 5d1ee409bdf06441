import { Module } from '@nestjs/common';
import { NATS } from '../../adapters/log/log.module.js';
import { provide } from '../../kit/provide.js';
import { ENGINE_SERVICE } from './engine-service.js';
import { BusEngineService } from './engine-service.bus.js';

@Module({
  providers: [provide(ENGINE_SERVICE, { nc: NATS }, ({ nc }) => new BusEngineService(nc))],
  exports: [ENGINE_SERVICE],
})
export class EngineServiceModule {}
