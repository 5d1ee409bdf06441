import { Controller, Get, Inject } from '@nestjs/common';
import type { OutputConfig } from '@throughline/contracts';
import { Field } from '../http/fields.js';
import { Operation } from '../http/operation.js';
import { list, text } from '../http/schemas.js';

class OfferedOutput {
  @Field(text('The name that requests use.')) name!: string;
  @Field(text('The kind of output, e.g. `folder`.')) type!: string;
}

class OutputList {
  @Field(list(OfferedOutput, 'In the order of the configuration.')) items!: readonly OfferedOutput[];
}

export class OfferedOutputs {
  constructor(private readonly configured: readonly OutputConfig[]) {}

  /** Lists names and types only. Their settings are the operator's: folders, connections, numbers of credentials. */
  list(): readonly OfferedOutput[] {
    return this.configured.map(({ name, type }) => ({ name, type }));
  }
}

@Controller('api/v1/outputs')
export class OfferedOutputsController {
  constructor(@Inject(OfferedOutputs) private readonly outputs: OfferedOutputs) {}

  @Get()
  @Operation({
    id: 'listOutputs',
    tag: 'service',
    scope: 'read',
    summary: 'List the outputs of this server',
    description: 'Their names are for `output_config.outputs` of a run. Their settings are not shown.',
    answers: [
      {
        status: 200,
        description: 'The outputs of the server.',
        type: OutputList,
        example: { items: [{ name: 'library', type: 'folder' }] },
      },
    ],
    problems: [],
  })
  list(): OutputList {
    return { items: this.outputs.list() };
  }
}
