import { Controller, Get, Header, Inject, Param, type Type } from '@nestjs/common';
import { STEP_KINDS } from '@throughline/contracts';
import { openAttempts } from '@throughline/domain';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Field } from '../../kit/http/fields.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { flag, id, integer, list, orNull, text, words } from '../../kit/http/schemas.js';
import { capitalized, idOf, type ItemEndpoints, type ItemKind, type ItemServices } from '../../items/index.js';

class OpenAttempt {
  @Field(text('The step: `DOWNLOAD`, a stage, or `deliver:` and the name of an output.')) step!: string;
  @Field(words(STEP_KINDS, 'The kind of the step.')) kind!: string;
  @Field(orNull(text('The output of a delivery or follow-up.'))) output!: string | null;
  @Field(id('The id of the attempt. A report names it.')) attempt_id!: string;
  @Field(integer('The number of the attempt.', { minimum: 1 })) attempt!: number;
  @Field(flag('A worker has started it, so nobody else can report its outcome.')) started!: boolean;
  @Field(text('The folder of the files of this attempt in the artifact store.')) artifact_folder!: string;
}

class OpenAttemptList {
  @Field(list(OpenAttempt, 'The attempts that have not ended, in the order of the plan.')) items!: readonly OpenAttempt[];
}

const attempt_id = '0199f5a0-5a1b-7d00-8e11-7a6e9f102c22';
const example: OpenAttemptList = {
  items: [
    {
      step: 'TRIM',
      kind: 'stage',
      output: null,
      attempt_id,
      attempt: 1,
      started: false,
      artifact_folder: `0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12/TRIM/${attempt_id}`,
    },
  ],
};

const attemptsOperation = (kind: ItemKind): OperationOptions => ({
  id: `list${capitalized(kind.noun)}Attempts`,
  tag: kind.tag,
  scope: 'read',
  summary: `List the open attempts of a ${kind.noun}`,
  description:
    'For systems that do steps or deliveries themselves: they report the outcome of an attempt that has not started as an event. ' +
    'From the log. Empty while no run is active.',
  parameters: [idOf(kind)],
  answers: [{ status: 200, description: 'The open attempts.', type: OpenAttemptList, example }],
  problems: ['not-found', 'quarantined', 'needs-upgrade'],
});

export function attemptsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class AttemptsController {
    constructor(@Inject(services) private readonly services: ItemServices) {}

    @Get(':id/attempts')
    @Operation(attemptsOperation(kind))
    // Another attempt may follow at any moment.
    @Header('cache-control', 'no-store')
    async list(@CurrentUser() user: Principal, @Param('id') assetId: string): Promise<OpenAttemptList> {
      const { state } = await this.services.items.look({ by: user.userId, owner: user.ownerId }, assetId);
      const items = openAttempts(state).map(({ attemptId, output, isStarted, folder, ...attempt }) => ({
        ...attempt,
        output: output ?? null,
        attempt_id: attemptId,
        started: isStarted,
        artifact_folder: folder,
      }));
      return { items };
    }
  }
  return AttemptsController;
}
