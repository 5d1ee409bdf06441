import { Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { PREVIEW } from '@throughline/contracts';
import { findRunningAttempt, type AssetState, type CommandOf } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { StallWatch } from '../../workers/index.js';
import { capitalized, type ItemKind } from '../item-kind.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { accepted, command, done } from './command-operation.js';
import type { OutcomeDescriber } from './outcome.js';
import type { CommandContext } from './owned-items.js';

const describePreviews: OutcomeDescriber = () => ({
  code: 'previews-requested',
  detail: 'The previews are made as soon as a worker has nothing else to do.',
  preview: 'The previews would be made as soon as a worker has nothing else to do.',
});

/** Asks for another attempt if the worker of the present one has stopped responding. */
const requestPreviews =
  (assetId: string, stalls: Pick<StallWatch, 'livenessOf'>) =>
  ({ now, by }: CommandContext, { state }: { readonly state: AssetState }): CommandOf<'RequestPreviews'> => {
    const attempt = findRunningAttempt(state, PREVIEW);
    const isStalled = attempt !== undefined && stalls.livenessOf({ assetId, ...attempt }) === 'stalled';
    return { type: 'RequestPreviews', now, ...(isStalled ? { stalled: { attemptId: attempt.attemptId, by } } : {}) };
  };

const previewsOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'makePreviews',
    id: kind.noun === 'recording' ? 'makePreviews' : `make${capitalized(kind.noun)}Previews`,
    summary: `Make the previews of a ${kind.noun}`,
    description:
      'A run makes previews by itself. This makes those of items at rest, also again after a failure. Nothing waits for previews: no status, run or ' +
      'output depends on them. A request for previews that are stored or queued changes nothing. If the worker that makes them has stopped ' +
      'responding, another one makes them. Those that did not come with an imported item are made again.',
    answers: [
      accepted(kind, 'Queued.', {
        code: 'previews-requested',
        detail: 'The previews are made as soon as a worker has nothing else to do.',
      }),
      done(kind, 'The previews exist, or are queued.', {
        code: 'previews-ready',
        detail: 'The previews of the present file are made.',
        try_instead: 'No action is needed.',
      }),
    ],
    problems: ['no-file-yet'],
  });

/** Asks for the poster, the waveform or the first page of an item (ADR 132). No `GET` does. */
export function previewsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class PreviewsController {
    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(StallWatch) private readonly stalls: StallWatch,
    ) {}

    @Post(':id/previews')
    @Operation(previewsOperation(kind))
    @TakesNoBody()
    make(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return this.services.requests.carryOut(
        { request, reply },
        { id, command: requestPreviews(id, this.stalls), describer: describePreviews },
      );
    }
  }
  return PreviewsController;
}
