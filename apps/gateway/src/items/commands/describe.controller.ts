import { Body, Controller, Headers, Inject, Param, Patch, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../kit/http/access.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { ifRevision } from '../../kit/http/parameters.js';
import { invalid } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { requireRevision } from '../../kit/http/requests/if-match.js';
import type { ItemKind } from '../item-kind.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { command, done } from './command-operation.js';
import { DescriptionBody, pickChanges, readDescription } from './description.js';
import { describeDescription } from './describe-outcome.js';
import { readSavedConfig } from '../runs/saved-config.js';
import { hasPreferences, patchPreferences } from './patch-preferences.js';

const describeOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'describe',
    summary: `Describe a ${kind.noun}`,
    description:
      'Changes the title, the description, the tags and the preferences in the library. Later deliveries use the new title; delivered content stays as it is, ' +
      'and so do the names of its folders.',
    parameters: [ifRevision],
    body: { type: DescriptionBody, required: true, example: { title: 'Invoice of May', tags: ['office'] } },
    answers: [
      done(
        kind,
        'The texts are changed.',
        { code: 'described', detail: 'Changed: title, tags. Delivered content stays as it is.' },
        { title: 'Invoice of May', tags: ['office'] },
      ),
    ],
    problems: ['item-changed', 'output-not-found', 'precondition-required'],
  });

/** Changes the texts of an item. Recordings have a controller that changes the language too. */
export function describeController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class DescribeController {
    constructor(@Inject(services) private readonly services: ItemServices) {}

    @Patch(':id')
    @Operation(describeOperation(kind))
    async change(
      @Param('id') id: string,
      @Body(bodyPipe) body: DescriptionBody,
      @Headers('if-match') ifMatch: string | undefined,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const { runs, requests } = this.services;
      const library = hasPreferences(body) ? await runs.library(principalOf(request).ownerId) : undefined;
      await requests.carryOut(
        { request, reply },
        {
          id,
          body,
          command: (context, { revision, state, personal }) => {
            const description = readDescription(body);
            if (description.fields.length === 0 && library === undefined)
              throw invalid([{ pointer: '', message: 'must have a title, a description, tags or preferences' }]);
            requireRevision(ifMatch, revision);
            return {
              type: 'DescribeAsset',
              ...context,
              ...pickChanges(description, personal),
              ...(library === undefined
                ? {}
                : { preferences: patchPreferences(body, { state, personal }, (saved) => readSavedConfig(saved, runs, library)) }),
            };
          },
          describer: describeDescription,
        },
      );
    }
  }
  return DescribeController;
}
