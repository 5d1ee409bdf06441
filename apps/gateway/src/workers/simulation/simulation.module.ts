import { Module } from '@nestjs/common';
import { SETTINGS } from '../../gateway-context.js';
import { provide } from '../../kit/provide.js';
import { SimulatedOutputs } from './simulated-outputs.js';
import { SimulationController } from './simulation.controller.js';

@Module({
  controllers: [SimulationController],
  providers: [
    provide(
      SimulatedOutputs,
      { settings: SETTINGS },
      ({ settings }) => new SimulatedOutputs(settings.simulation, settings.outputs),
    ),
  ],
})
export class SimulationModule {}
