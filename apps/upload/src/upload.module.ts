import { Module, type DynamicModule } from '@nestjs/common';
import { ChannelChecks } from '@throughline/mirror';
import { ChannelChecksController } from './channel-checks.controller.js';
import { DeliverHandler } from './delivery/deliver-handler.js';
import { FollowUpHandler } from './delivery/follow-up-handler.js';
import { OutputGate } from './delivery/output-gate.js';
import { DESTINATION_TYPES, type DestinationTypes } from './delivery/output-of-run.js';

@Module({})
export class UploadModule {
  static of(types: DestinationTypes, gate: OutputGate, checks: ChannelChecks): DynamicModule {
    return {
      module: UploadModule,
      controllers: [DeliverHandler, FollowUpHandler, ChannelChecksController],
      providers: [
        { provide: DESTINATION_TYPES, useValue: types },
        { provide: OutputGate, useValue: gate },
        { provide: ChannelChecks, useValue: checks },
      ],
    };
  }
}
