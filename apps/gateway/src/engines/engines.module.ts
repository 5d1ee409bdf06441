import { Module } from '@nestjs/common';
import { HttpModule } from '../http/http.module.js';
import { EnginesController } from './engines.controller.js';

/** Downloads, chooses and tests the speech models of the processing service. */
@Module({ imports: [HttpModule], controllers: [EnginesController] })
export class EnginesModule {}
