import { Controller, Get, Inject } from '@nestjs/common';
import type { OutputConfig } from '@throughline/contracts';
import { NeedsScope } from '../tokens/auth.guard.js';

export interface OutputItem {
  readonly name: string;
  readonly type: string;
}

/** The outputs of this server. */
export class OfferedOutputs {
  constructor(private readonly configured: readonly OutputConfig[]) {}

  /** By what they can be asked for. Their settings are the operator's: folders, connections, numbers of credentials. */
  list(): readonly OutputItem[] {
    return this.configured.map(({ name, type }) => ({ name, type }));
  }
}

@Controller('api/v1/outputs')
@NeedsScope('read')
export class OfferedOutputsController {
  constructor(@Inject(OfferedOutputs) private readonly outputs: OfferedOutputs) {}

  @Get()
  list(): { items: readonly OutputItem[] } {
    return { items: this.outputs.list() };
  }
}
