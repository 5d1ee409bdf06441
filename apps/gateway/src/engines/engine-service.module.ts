import { Module } from '@nestjs/common';
import { NATS } from '../log/log.module.js';
import { provide } from '../provide.js';
import { ENGINE_SERVICE } from './engine-service.js';
import { BusEngineService } from './engine-service.bus.js';

@Module({
  providers: [provide(ENGINE_SERVICE, { nc: NATS }, ({ nc }) => new BusEngineService(nc))],
  exports: [ENGINE_SERVICE],
})
export class EngineServiceModule {}
