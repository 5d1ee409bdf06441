import { Body, Controller, Delete, Get, Headers, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { noteIdFor } from '@throughline/contracts';
import { isNoteUnchanged, isPresent, renderNotes, type AssetState, type NoteItem } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { hasMatchingTag } from '../../kit/http/requests/if-match.js';
import { SESSIONS, type ItemServices, type OutcomeDescriber } from '../../items/index.js';
import { ShowsRows } from '../../adapters/projection/index.js';
import { NoteBody, readNote } from './notes.dto.js';
import { addNoteOperation, changeNoteOperation, notesOperation, removeNoteOperation } from './notes.operations.js';
import type { SessionItem } from './session-view.js';

const describeNote =
  (end: 'saved' | 'removed'): OutcomeDescriber =>
  () => ({ code: `note-${end}`, detail: `The note is ${end}.`, preview: `The note would be ${end}.` });

type NoteParams = Readonly<Record<'id' | 'note_id', string>>;

/** No note has this version. The domain refuses the change, with the reason. */
const NO_VERSION = 0;

/** Returns the version that the request is based on. Throws if there is a note, and the request names no version. */
function findBasis(state: AssetState, note: string, ifMatch: string | undefined): number {
  const version = isPresent(state) ? state.notes?.find(({ id }) => id === note)?.version : undefined;
  if (version === undefined) return NO_VERSION;
  if (ifMatch === undefined) throw new Problem('precondition-required');
  return hasMatchingTag(ifMatch, `"${String(version)}"`) ? version : NO_VERSION;
}

/** The notes that people write beside the transcript of a session. */
@Controller('api/v1/sessions/:id/notes')
export class NotesController {
  constructor(@Inject(SESSIONS) private readonly sessions: ItemServices<SessionItem>) {}

  @Get()
  @Operation(notesOperation)
  @ShowsRows()
  async list(@CurrentUser() user: Principal, @Param('id') id: string): Promise<{ readonly items: readonly NoteItem[] }> {
    const { asset, personal } = await this.sessions.queries.requireItem(user.ownerId, id);
    return { items: renderNotes(asset, personal) };
  }

  @Post()
  @Operation(addNoteOperation)
  add(
    @Param('id') id: string,
    @Body(bodyPipe) body: NoteBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.sessions.requests.carryOut(
      { request, reply },
      {
        id,
        body,
        command: (context, { sender }) => ({
          type: 'SaveNote',
          ...context,
          note: noteIdFor(id, sender.commandId),
          ...readNote(body),
        }),
        describer: describeNote('saved'),
      },
    );
  }

  @Put(':note_id')
  @Operation(changeNoteOperation)
  change(
    @Param() { id, note_id: note }: NoteParams,
    @Body(bodyPipe) body: NoteBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.sessions.requests.carryOut(
      { request, reply },
      {
        id,
        body,
        command: (context, { state, personal }) => {
          const content = readNote(body);
          const basis = findBasis(state, note, ifMatch);
          const isUnchanged = isNoteUnchanged(state, personal, note, content);
          return { type: 'SaveNote', ...context, note, ...content, basis, isUnchanged };
        },
        describer: describeNote('saved'),
      },
    );
  }

  @Delete(':note_id')
  @Operation(removeNoteOperation)
  @TakesNoBody()
  remove(
    @Param() { id, note_id: note }: NoteParams,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.sessions.requests.carryOut(
      { request, reply },
      {
        id,
        command: (context, { state }) => ({
          type: 'RemoveNote',
          ...context,
          note,
          basis: findBasis(state, note, ifMatch),
        }),
        describer: describeNote('removed'),
      },
    );
  }
}
