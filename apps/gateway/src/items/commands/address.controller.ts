import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TextField } from '../../kit/http/fields.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { requiredBodyPipe } from '../../kit/http/problems/validation.js';
import type { ItemKind } from '../item-kind.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { readUrlSource } from '../register/read-source.js';
import { ADDRESS, ADDRESS_LIMITS } from '../register/register-source.dto.js';
import { command, done } from './command-operation.js';
import { describeReplacement } from './describe-outcome.js';
import { uploadKeyOf } from './replaced-files.js';

@ApiSchema({ name: 'Address' })
export class AddressBody {
  @TextField(ADDRESS, { ...ADDRESS_LIMITS, required: true })
  url = '';
}

const replaceOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'replaceAddress',
    id: kind.noun === 'recording' ? 'replaceAddress' : 'replaceDocumentAddress',
    summary: 'Replace the address of a failed item',
    description:
      'Resets the item, and downloads it from the new address when it runs next. The title and the history stay. The file that it had before is removed. Only for an item that has failed, and that no output has received; whatever source has brought it.',
    body: { type: AddressBody, required: true, example: { url: ADDRESS_LIMITS.example } },
    answers: [
      done(kind, 'Replaced.', {
        code: 'address-replaced',
        detail: 'The item has the new address, and is back at its initial state.',
        try_instead: 'To download from the new address, run the item.',
      }),
    ],
    problems: ['no-address', 'address-in-use'],
  });

/** Replaces the address that a failed item is downloaded from. */
export function addressController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class AddressController {
    constructor(@Inject(services) private readonly services: ItemServices) {}

    @Post(':id/replace-address')
    @Operation(replaceOperation(kind))
    async replace(
      @Param('id') id: string,
      @Body(requiredBodyPipe) body: AddressBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const { requests, sources, replaced } = this.services;
      let replacedKey: string | undefined;
      await requests.carryOut(
        { request, reply },
        {
          id,
          body,
          command: (context, { state }) => {
            const { source, sourceUrl, fileName } = readUrlSource(body.url, sources.allowed);
            replacedKey = uploadKeyOf(state);
            return { type: 'ReplaceAddress', ...context, source, sourceUrl, ...(fileName === undefined ? {} : { fileName }) };
          },
          describer: describeReplacement,
          // A file that stays because of a crash here is removed with the item.
          afterwards: () => replaced.remove(id, replacedKey),
        },
      );
    }
  }
  return AddressController;
}
