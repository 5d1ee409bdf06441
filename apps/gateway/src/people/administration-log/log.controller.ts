import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Operation } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { LOG_FILES } from './log-files.js';
import { LogReader } from './log-reader.js';
import { EntryPage, LogDownloadQuery, LogQuery, type EntryAnswer, type LogFormat } from './log.dto.js';

const tag = 'people';
const scope = 'admin';

const example: EntryAnswer = {
  id: '4711',
  at: '2026-02-05T10:00:00.000Z',
  kind: 'user.role_changed',
  sentence: 'Changed the role of Petra',
  actor: { type: 'user', id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4', name: 'owner' },
  address: '192.0.2.14',
  credential: { kind: 'token', id: '0199f5a0-5aaa-7000-8000-0d4a2f6f5a10', name: 'my laptop' },
  subject: { type: 'user', id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5', name: 'Petra' },
  library_id: null,
  changes: [{ field: 'role', from: 'viewer', to: 'operator', hidden: false }],
};

async function* linesOf(entries: AsyncIterable<EntryAnswer>, format: LogFormat): AsyncGenerator<string> {
  const { head, line } = LOG_FILES[format];
  yield head;
  for await (const entry of entries) yield line(entry);
}

/** Continues a generator whose first value has been read. */
async function* resume<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}

@Controller('api/v1/admin/log')
export class LogController {
  constructor(@Inject(LogReader) private readonly log: LogReader) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'listAdministrationLog',
    tag,
    scope,
    summary: 'Read who changed users, rights and settings, and from where',
    description:
      'Newest first. Entries cannot be changed, and end after two years. They contain no secrets and no texts that people wrote. Changes of items are in the events of the items.',
    answers: [{ status: 200, description: 'Entries.', type: EntryPage, example: { items: [example], next_cursor: null } }],
    problems: [],
  })
  page(@Query(queryPipe) query: LogQuery): Promise<EntryPage> {
    return this.log.page(query);
  }

  @Get('download')
  @Operation({
    id: 'downloadAdministrationLog',
    tag,
    scope,
    summary: 'Download the administration log',
    description: 'All entries that match, newest first.',
    answers: [
      {
        status: 200,
        description: 'The file.',
        content: { 'text/csv': { schema: { type: 'string' } }, 'application/jsonl': { schema: { type: 'string' } } },
      },
    ],
    problems: [],
  })
  async download(@Query(queryPipe) query: LogDownloadQuery, @Res() reply: FastifyReply): Promise<void> {
    const entries = this.log.all(query);
    // Before the head is sent, so that a database that is away becomes a problem document.
    const first = await entries.next();
    void reply.headers({
      'content-type': LOG_FILES[query.format].mediaType,
      'content-disposition': `attachment; filename="administration-log.${query.format}"`,
      'cache-control': 'no-store',
    });
    await reply.send(Readable.from(linesOf(resume(first, entries), query.format)));
  }
}
