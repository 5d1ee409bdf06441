import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../kit/http/access.js';
import { jsonAnswer, NO_STORE } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { renderMe, type Me } from '../sign-in/me.controller.js';
import { PublicAddress } from '../sign-in/origin.js';
import { sessionCookie, SESSION_MS } from '../sign-in/session.js';
import { sessionVisitor } from '../sign-in/visitors.js';
import { Authenticator } from '../tokens/authenticator.js';
import { InvitationAcceptance } from './invitation-acceptance.js';
import { InvitationCode, JoinByInvitation, type AcceptedInvitation, type InvitationPreviewAnswer } from './invitations.dto.js';
import * as operations from './invitations.operations.js';

@Controller('api/v1/invitations')
export class InvitationAcceptanceController {
  constructor(
    @Inject(InvitationAcceptance) private readonly acceptance: InvitationAcceptance,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Operation(operations.previewInvitation)
  async preview(
    @Body(requiredBodyPipe) { code }: InvitationCode,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InvitationPreviewAnswer> {
    const { library, role, madeBy, expiresAt } = await this.acceptance.read(code, request.ip);
    void reply.header('cache-control', 'no-store');
    return {
      library_id: library.id,
      library_name: library.name,
      role,
      invited_by: madeBy.name,
      expires_at: expiresAt,
      creates_account: this.acceptance.createsUsers,
    };
  }

  @Post('accept')
  @Operation(operations.acceptInvitation)
  accept(
    @Body(requiredBodyPipe) body: InvitationCode,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      const { library, role } = await this.acceptance.accept(principalOf(request), body.code, request.ip);
      const answer: AcceptedInvitation = { library_id: library.id, library_name: library.name, role };
      return jsonAnswer(200, answer, NO_STORE);
    });
  }

  /** Takes no Idempotency-Key: anybody with the code and the key would get the sign-in a second time. */
  @Post('join')
  @HttpCode(200)
  @Operation(operations.joinByInvitation)
  async join(
    @Body(requiredBodyPipe) { code, name }: JoinByInvitation,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    // Otherwise a page of another site could sign a person in under another name.
    if (this.address.isForeignPage(request)) throw new Problem('csrf', { detail: 'The request comes from another site.' });
    const secret = await this.acceptance.join(code, { name, address: request.ip, client: request.headers['user-agent'] });
    const known = await this.authenticator.ofSession(secret);
    if (known === undefined) throw new Problem('invitation-not-valid');
    void reply.header('set-cookie', sessionCookie(secret, SESSION_MS, this.address.cookiesOf(request)));
    void reply.header('cache-control', 'no-store');
    return renderMe(sessionVisitor(secret, known));
  }
}
