import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { EntryPage, LogQuery, LogReader, type EntryAnswer } from '../administration-log/index.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { OWNERS_ONLY, libraryId } from './libraries.operations.js';
import { requireOwnedLibrary } from './library-rights.js';

const example: EntryAnswer = {
  id: '4711',
  at: '2026-02-05T10:00:00.000Z',
  kind: 'member.role_changed',
  sentence: 'Changed the role of the member Petra',
  actor: { type: 'user', id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4', name: 'owner' },
  address: null,
  credential: null,
  subject: { type: 'user', id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5', name: 'Petra' },
  library_id: '01J8Z3V5W6X7Y8Z9A0B1C2D3F6',
  changes: [{ field: 'role', from: 'viewer', to: 'operator', hidden: false }],
};

/** The part of the administration log that is about one library. */
@Controller('api/v1/libraries/:id/log')
export class LibraryLogController {
  constructor(@Inject(LogReader) private readonly log: LogReader) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'listLibraryLog',
    tag: 'people',
    scope: 'read',
    summary: 'Read who changed the members and settings of a library',
    description: `The entries of the administration log about this library, newest first, without addresses, tokens and sign-ins. ${OWNERS_ONLY}`,
    parameters: [libraryId],
    answers: [{ status: 200, description: 'Entries.', type: EntryPage, example: { items: [example], next_cursor: null } }],
    problems: ['not-found'],
  })
  async page(@CurrentUser() by: Principal, @Param('id') id: string, @Query() query: LogQuery): Promise<EntryPage> {
    // Before the query is checked: a wrong day is refused only for a library that exists for the user.
    requireOwnedLibrary(by, id);
    const checked = (await queryPipe.transform(query, { type: 'query', metatype: LogQuery })) as LogQuery;
    return this.log.pageOfLibrary(id, checked);
  }
}
