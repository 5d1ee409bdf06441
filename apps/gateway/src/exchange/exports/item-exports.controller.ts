import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { FlagParameter, TextField, type Flag } from '../../kit/http/fields.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { ARTIFACTS, FileAnswers, fileAnswers, ifRange, range } from '../../items/index.js';
import { ItemExports } from './item-exports.js';

const itemId: Parameter = {
  name: 'id',
  in: 'path',
  description: 'The id of a recording, document or session.',
  schema: { type: 'string' },
};
const problems = ['not-found', 'quarantined', 'needs-upgrade'] as const;

class ExportedEventsQuery {
  @FlagParameter('Includes titles, descriptions and other texts in the clear. Needs the role of owner in the library.', {
    default: 'true',
  })
  texts: Flag = 'true';
}

class ExportedFileQuery {
  @TextField('The key of the file, as an event of the item names it.', { max: 600 })
  key = '';
}

@Controller('api/v1/item-exports/:id')
export class ItemExportsController {
  readonly #answers: FileAnswers;

  constructor(
    @Inject(ItemExports) private readonly exports: ItemExports,
    @Inject(ARTIFACTS) store: ArtifactStore,
  ) {
    this.#answers = new FileAnswers(store);
  }

  @Get('events')
  @Operation({
    id: 'exportEvents',
    tag: 'recordings',
    scope: 'read',
    summary: 'Export the history of an item',
    description:
      'The whole history as CloudEvents, one in each line, for `tl import` and the import of another system. `originref` of an event ' +
      'identifies its commit in the system where it arose, and `importedat` tells when this system imported it. ' +
      'The texts of an erased or expired item are gone.',
    parameters: [itemId],
    answers: [
      { status: 200, description: 'The events, in order.', content: { 'application/jsonl': { schema: { type: 'string' } } } },
    ],
    problems,
  })
  async events(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { texts }: ExportedEventsQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lines = await this.exports.lines(user, id, texts === 'true');
    void reply.headers({ 'content-type': 'application/jsonl; charset=utf-8', 'cache-control': 'no-store' });
    await reply.send(Readable.from(lines, { objectMode: false }));
  }

  @Get('files')
  @Operation({
    id: 'exportFile',
    tag: 'recordings',
    scope: 'read',
    summary: 'Download a file that the history of an item names',
    description: 'Also a file of an earlier run, as long as it is stored. The ETag is the sha256 of the content.',
    parameters: [itemId, range, ifRange],
    answers: fileAnswers,
    problems: [...problems, 'erased', 'gone', 'file-missing', 'file-damaged', 'range-not-satisfiable'],
  })
  async file(
    @Param('id') id: string,
    @Query(queryPipe) { key }: ExportedFileQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#answers.answer(request, reply, await this.exports.file(principalOf(request), id, key));
  }
}
