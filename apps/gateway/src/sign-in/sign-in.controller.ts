import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { isUuid } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { noBodyPipe } from '../problems/no-body.js';
import { Problem, notFound } from '../problems/problem.js';
import { bodyPipe } from '../problems/validation.js';
import { isSaid } from '../requests/is-said.js';
import { CurrentUser, NeedsScope, OpenToAll, principalOf } from '../tokens/auth.guard.js';
import { Authenticator } from '../tokens/authenticator.js';
import type { Principal } from '../tokens/token.js';
import { endedCookie, sessionCookie } from './cookie.js';
import { meOf, type Me } from './me.js';
import { PublicAddress } from './origin.js';
import { SESSION_MS, type SessionRecord } from './session.js';
import type { SessionStore } from './session-store.js';
import { MakeLink, OpenSession } from './sign-in.dto.js';
import { SignIn, signInRefused } from './sign-in.js';
import { signedIn } from './visitors.js';

export const SESSION_STORE = Symbol('SessionStore');

interface SessionItem {
  readonly id: string;
  readonly client: string | null;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly expires_at: string;
  /** It is the one that asks. */
  readonly current: boolean;
}

const itemOf = (session: SessionRecord, { credential }: Principal): SessionItem => ({
  id: session.id,
  client: session.client ?? null,
  created_at: session.createdAt,
  last_used_at: session.lastUsedAt,
  expires_at: session.expiresAt,
  current: credential.kind === 'session' && credential.id === session.id,
});

@Controller('api/v1/auth')
export class SignInController {
  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(SESSION_STORE) private readonly sessions: SessionStore,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post('links')
  @NeedsScope('read')
  async link(@Body(bodyPipe) body: MakeLink, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const answer = await this.once.run(keyedRequest(request), {
      digest: () => Promise.resolve(hashOfJson(body)),
      work: async () => {
        const { code, expiresAt } = await this.signIn.makeLink(principalOf(request), isSaid(body.user) ? body.user : undefined);
        // After the #: browsers keep that part to themselves, so it stands in no server's log and in no Referer.
        const url = `${this.address.of(request)}/sign-in#${code}`;
        return jsonAnswer(201, { url, expires_at: expiresAt });
      },
    });
    sendAnswer(reply, { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } });
  }

  /** Takes no Idempotency-Key: whoever has the code and the key would get the sign-in a second time. */
  @Post('session')
  @HttpCode(200)
  @OpenToAll()
  async open(
    @Body(bodyPipe) { code }: OpenSession,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    // Else a page of somebody else's could sign a person in under another name than his own.
    if (this.address.isForeignPage(request)) throw new Problem('csrf', { detail: 'The request comes from another site.' });
    const secret = await this.signIn.open(code, { from: request.ip, client: request.headers['user-agent'] });
    const known = await this.authenticator.ofSession(secret);
    if (known === undefined) throw signInRefused();
    void reply.header('set-cookie', sessionCookie(secret, SESSION_MS, this.address.isSecure(request)));
    void reply.header('cache-control', 'no-store');
    return meOf(signedIn(secret, known));
  }

  /** With a token there is no sign-in to end, and nothing is done. */
  @Delete('session')
  @HttpCode(204)
  @NeedsScope('read')
  async close(
    @CurrentUser() { userId, credential }: Principal,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (credential.kind === 'session') await this.#end(userId, credential.id);
    void reply.header('set-cookie', endedCookie(this.address.isSecure(request)));
  }

  @Get('sessions')
  @NeedsScope('read')
  async list(@CurrentUser() user: Principal): Promise<{ items: readonly SessionItem[] }> {
    return { items: (await this.sessions.list(user.userId)).map((one) => itemOf(one, user)) };
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @NeedsScope('read')
  async end(@CurrentUser() user: Principal, @Param('id') id: string, @Body(noBodyPipe) _: unknown): Promise<void> {
    if (!isUuid(id) || !(await this.#end(user.userId, id))) throw notFound();
  }

  async #end(userId: string, id: string): Promise<boolean> {
    const isHis = await this.sessions.revoke(userId, id);
    this.authenticator.forget({ kind: 'session', id });
    return isHis;
  }
}
