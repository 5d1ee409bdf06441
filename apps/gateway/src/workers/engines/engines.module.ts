import { Module } from '@nestjs/common';
import { AdministrationLogModule } from '../../people/administration-log/administration-log.module.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { EnginesController } from './engines.controller.js';

/** Downloads, chooses and tests the speech models of the processing service. */
@Module({ imports: [AdministrationLogModule, HttpModule], controllers: [EnginesController] })
export class EnginesModule {}
