import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { Me, meExample, renderMe } from '../sign-in/me.controller.js';
import { PublicAddress } from '../sign-in/origin.js';
import { SESSION_STORE, type SessionStore } from '../sign-in/session-store.js';
import { sessionCookie, SESSION_MS } from '../sign-in/session.js';
import { sessionVisitor, Visitors } from '../sign-in/visitors.js';
import { Authenticator } from '../tokens/authenticator.js';
import { challengeCookie, CHALLENGE_MS } from './challenge-cookie.js';
import { passkeyRefusedProblem, PasskeySignIn } from './passkey-sign-in.js';
import { PasskeyOptions, PasskeySignInRequest } from './passkeys.dto.js';
import { relyingPartyOf } from './relying-party.js';

const tag = 'people';
const scope = 'open';

@Controller('api/v1/auth/passkey')
export class PasskeySignInController {
  constructor(
    @Inject(PasskeySignIn) private readonly signIn: PasskeySignIn,
    @Inject(SESSION_STORE) private readonly sessions: SessionStore,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(Visitors) private readonly visitors: Visitors,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  @Post('options')
  @HttpCode(200)
  @Operation({
    id: 'preparePasskeySignIn',
    tag,
    scope,
    summary: 'Prepare a sign-in with a passkey',
    answers: [
      {
        status: 200,
        description: 'The options.',
        type: PasskeyOptions,
        example: { options: {} },
        headers: { 'Set-Cookie': 'Binds the answer to this browser, for five minutes: HttpOnly, SameSite=Lax.' },
      },
    ],
    problems: ['csrf', 'passkeys-unavailable'],
  })
  @TakesNoBody()
  async options(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<PasskeyOptions> {
    this.#refuseForeignPages(request);
    const { options, browser } = await this.signIn.options(relyingPartyOf(request, this.address), request.ip);
    void reply.header('set-cookie', challengeCookie.format(browser, CHALLENGE_MS, this.address.cookiesOf(request)));
    void reply.header('cache-control', 'no-store');
    return { options };
  }

  @Post()
  @HttpCode(200)
  @Operation({
    id: 'signInWithPasskey',
    tag,
    scope,
    summary: 'Sign in with a passkey',
    description:
      'With the answer of the authenticator to the options, in the same browser. Sets the cookie of a sign-in, as with a link. ' +
      'Every refusal has the same answer.',
    body: { type: PasskeySignInRequest, required: true, example: { response: {} } },
    answers: [{ status: 200, description: 'You are signed in.', type: Me, example: meExample }],
    problems: ['passkey-refused', 'csrf', 'passkeys-unavailable'],
  })
  async open(
    @Body(bodyPipe) { response }: PasskeySignInRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    this.#refuseForeignPages(request);
    const place = this.address.cookiesOf(request);
    const secret = await this.signIn.open(relyingPartyOf(request, this.address), {
      response,
      browser: challengeCookie.read(request.headers.cookie, place),
      address: request.ip,
      client: request.headers['user-agent'],
    });
    const known = await this.authenticator.ofSession(secret);
    if (known === undefined) throw passkeyRefusedProblem();
    await this.#endReplaced(request, known.principal.userId);
    void reply.header('set-cookie', sessionCookie(secret, SESSION_MS, place));
    void reply.header('cache-control', 'no-store');
    return renderMe(sessionVisitor(secret, known));
  }

  /** Otherwise a page of another site could sign a person in under another name. */
  #refuseForeignPages(request: FastifyRequest): void {
    if (this.address.isForeignPage(request)) throw new Problem('csrf', { detail: 'The request comes from another site.' });
  }

  /** Ends the user's earlier sign-in of this browser: its cookie is lost, so nobody could use or end it. */
  async #endReplaced(request: FastifyRequest, userId: string): Promise<void> {
    const former = this.visitors.secretOf(request);
    const holder = former === undefined ? undefined : await this.authenticator.holderOf(former);
    if (holder?.userId !== userId) return;
    await this.sessions.revoke(userId, holder.credential.id);
    this.authenticator.forget(holder.credential);
  }
}
