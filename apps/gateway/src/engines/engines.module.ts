import { Module } from '@nestjs/common';
import { EnginesController } from './engines.controller.js';

/** Downloads, chooses and tests the speech models of the processing service. */
@Module({ controllers: [EnginesController] })
export class EnginesModule {}
