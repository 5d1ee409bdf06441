import { Module, type DynamicModule } from '@nestjs/common';
import { CredentialTests } from '@throughline/credentials';
import { ChannelChecks } from '@throughline/mirror';
import type { OutputType } from '@throughline/contracts';
import { ChannelChecksController } from './channel-checks.controller.js';
import { CredentialTestsController } from './credentials/credential-tests.controller.js';
import { DeliverHandler } from './delivery/deliver-handler.js';
import { FollowUpHandler } from './delivery/follow-up-handler.js';
import { OutputGate } from './delivery/output-gate.js';
import { DESTINATION_TYPES, type DestinationTypes } from './delivery/output-of-run.js';
import { OutputTests } from './output-tests.js';
import { OUTPUT_TYPES, OutputsController } from './outputs.controller.js';

export interface UploadParts {
  readonly types: DestinationTypes;
  /** The types that users can set up outputs of. */
  readonly offered: readonly OutputType[];
  readonly gate: OutputGate;
  readonly checks: ChannelChecks;
  readonly tests: OutputTests;
  readonly credentials: CredentialTests;
}

@Module({})
export class UploadModule {
  static of({ types, offered, gate, checks, tests, credentials }: UploadParts): DynamicModule {
    return {
      module: UploadModule,
      controllers: [DeliverHandler, FollowUpHandler, ChannelChecksController, OutputsController, CredentialTestsController],
      providers: [
        { provide: DESTINATION_TYPES, useValue: types },
        { provide: OutputGate, useValue: gate },
        { provide: ChannelChecks, useValue: checks },
        { provide: OUTPUT_TYPES, useValue: offered },
        { provide: OutputTests, useValue: tests },
        { provide: CredentialTests, useValue: credentials },
      ],
    };
  }
}
