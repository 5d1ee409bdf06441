import { Body, Controller, Headers, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { findChangedFields } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { requireRevision } from '../../kit/http/requests/if-match.js';
import {
  DOCUMENTS,
  eventsOfType,
  itemCommand,
  type ItemController,
  type ItemServices,
  type OutcomeDescriber,
} from '../../items/index.js';
import { DOCUMENTS_PATH } from './document-kind.js';
import type { DocumentItem } from './document-view.js';
import { DocumentFieldsBody, pickFields, readCorrection } from './fields.dto.js';
import { acceptOperation, correctFieldsOperation, reopenOperation } from './review.operations.js';

const describeCorrection: OutcomeDescriber = (accepted) => {
  const [event] = eventsOfType(accepted, 'DocumentFieldsCorrected');
  const names = [...(event?.data.fields ?? []), ...(event?.data.cleared ?? [])].join(', ');
  return {
    code: 'corrected',
    detail: `Corrected: ${names}. Later runs keep this.`,
    preview: `These would be corrected: ${names}. Later runs would keep this.`,
  };
};

const describeAcceptance: OutcomeDescriber = () => ({
  code: 'accepted',
  detail: 'The document is filed as reviewed.',
  preview: 'The document would be filed as reviewed.',
});

const describeReopening: OutcomeDescriber = () => ({
  code: 'reopened',
  detail: 'The document is no longer filed as reviewed.',
  preview: 'The document would no longer be filed as reviewed.',
});

/** Corrects the fields of documents, and files documents as reviewed. */
@Controller(DOCUMENTS_PATH)
export class ReviewController {
  constructor(@Inject(DOCUMENTS) private readonly documents: ItemServices<DocumentItem>) {}

  @Patch(':id/fields')
  @Operation(correctFieldsOperation)
  correct(
    @Param('id') id: string,
    @Body(bodyPipe) body: DocumentFieldsBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.documents.requests.carryOut(
      { request, reply },
      {
        id,
        body,
        command: (context, { revision, state, personal }) => {
          const correction = readCorrection(body);
          requireRevision(ifMatch, revision);
          const changed = findChangedFields(state, personal, correction);
          return { type: 'CorrectFields', ...context, ...pickFields(correction, changed) };
        },
        describer: describeCorrection,
      },
    );
  }

  @Post(':id/accept')
  @Operation(acceptOperation)
  @TakesNoBody()
  accept(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.documents.requests.carryOut(
      { request, reply },
      {
        id,
        command: (context, { revision }) => {
          if (ifMatch !== undefined) requireRevision(ifMatch, revision);
          return { type: 'AcceptDocument', ...context };
        },
        describer: describeAcceptance,
      },
    );
  }
}

export const reopenCommand: ItemController = itemCommand({
  method: 'DELETE',
  path: 'accept',
  operation: () => reopenOperation,
  read: () => ({ command: (context) => ({ type: 'ReopenDocument', ...context }), describer: describeReopening }),
});
