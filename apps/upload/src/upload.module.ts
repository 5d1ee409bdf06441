import { Module, type DynamicModule } from '@nestjs/common';
import { DeliverHandler } from './delivery/deliver-handler.js';
import { FollowUpHandler } from './delivery/follow-up-handler.js';
import { OutputGate } from './delivery/output-gate.js';
import { DESTINATION_TYPES, type DestinationTypes } from './delivery/output-of-run.js';

@Module({})
export class UploadModule {
  static of(types: DestinationTypes, gate: OutputGate): DynamicModule {
    return {
      module: UploadModule,
      controllers: [DeliverHandler, FollowUpHandler],
      providers: [
        { provide: DESTINATION_TYPES, useValue: types },
        { provide: OutputGate, useValue: gate },
      ],
    };
  }
}
