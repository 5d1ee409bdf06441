import { Module } from '@nestjs/common';
import { provide } from '../gateway-context.js';
import { SimulatedOutputs } from './simulated-outputs.js';
import { SimulationController } from './simulation.controller.js';

@Module({
  controllers: [SimulationController],
  providers: [provide(SimulatedOutputs, [], ({ settings }) => new SimulatedOutputs(settings.simulation, settings.outputs))],
})
export class SimulationModule {}
