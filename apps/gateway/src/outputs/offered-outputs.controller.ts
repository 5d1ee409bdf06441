import { Controller, Get, Inject } from '@nestjs/common';
import { CurrentUser, type Principal } from '../kit/http/access.js';
import { Field } from '../kit/http/fields.js';
import { Operation } from '../kit/http/operation.js';
import { flag, list, text } from '../kit/http/schemas.js';
import { LibraryOutputs } from './library-outputs.js';

class OfferedOutput {
  @Field(text('The name that requests use.')) name!: string;
  @Field(text('The kind of output, e.g. `folder`.')) type!: string;
  @Field(flag('True for a shared output of the server, false for an own one.')) shared!: boolean;
}

class OutputList {
  @Field(list(OfferedOutput, 'Shared outputs in the order of the server’s configuration, then own ones, oldest first.'))
  items!: readonly OfferedOutput[];
}

@Controller('api/v1/outputs')
export class OfferedOutputsController {
  constructor(@Inject(LibraryOutputs) private readonly outputs: LibraryOutputs) {}

  @Get()
  @Operation({
    id: 'listOutputs',
    tag: 'outputs',
    scope: 'read',
    summary: 'List the outputs that your runs can use',
    description:
      'Their names are for `output_config.outputs` of a run. Runs that name no output use the shared ones. Settings are not shown: those of shared outputs belong to the operator.',
    answers: [
      {
        status: 200,
        description: 'Shared outputs, and own ones.',
        type: OutputList,
        example: {
          items: [
            { name: 'library', type: 'folder', shared: true },
            { name: 'my-talks', type: 'folder', shared: false },
          ],
        },
      },
    ],
    problems: [],
  })
  async list(@CurrentUser() { ownerId }: Principal): Promise<OutputList> {
    const own = await this.outputs.own(ownerId);
    return {
      items: [
        ...this.outputs.shared.map(({ name, type }) => ({ name, type, shared: true })),
        ...own.map(({ name, type }) => ({ name, type, shared: false })),
      ],
    };
  }
}
