import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { jsonAnswer, NO_STORE } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { PublicAddress } from '../sign-in/origin.js';
import { CreateInvitation, type CreatedInvitationAnswer, type InvitationAnswer, type InvitationList } from './invitations.dto.js';
import * as operations from './invitations.operations.js';
import { Invitations, type ListedInvitation } from './invitations.js';

const renderInvitation = (one: ListedInvitation) =>
  ({
    id: one.id,
    role: one.role,
    note: one.note ?? null,
    state: one.state,
    made_by: one.madeBy.id,
    made_by_name: one.madeBy.name,
    created_at: one.createdAt,
    expires_at: one.expiresAt,
    used_at: one.usedAt ?? null,
    used_by: one.usedBy?.id ?? null,
    used_by_name: one.usedBy?.name ?? null,
    revoked_at: one.revokedAt ?? null,
  }) satisfies InvitationAnswer;

@Controller('api/v1/libraries/:id/invitations')
export class LibraryInvitationsController {
  constructor(
    @Inject(Invitations) private readonly invitations: Invitations,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation(operations.listInvitations)
  async list(@CurrentUser() by: Principal, @Param('id') id: string): Promise<InvitationList> {
    return { items: (await this.invitations.list(by, id)).map(renderInvitation) };
  }

  @Post()
  @Operation(operations.createInvitation)
  create(
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: CreateInvitation,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const address = this.address.ofCodeLink(request);
    return this.once.respond({ request, reply }, body, async () => {
      const { role, note, expires_in_hours: hours } = body;
      const asked = { role, note: hasValue(note) ? note : undefined, hours };
      const { invitation, code } = await this.invitations.add(principalOf(request), id, asked);
      const url = `${address}/invitations#${code}`;
      return jsonAnswer(201, { ...renderInvitation(invitation), url } satisfies CreatedInvitationAnswer, NO_STORE);
    });
  }

  @Delete(':invitation_id')
  @HttpCode(204)
  @Operation(operations.revokeInvitation)
  @TakesNoBody()
  revoke(@CurrentUser() by: Principal, @Param('id') id: string, @Param('invitation_id') invitationId: string): Promise<void> {
    return this.invitations.revoke(by, id, invitationId);
  }
}
