import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { isUuid } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdministrationLog } from '../administration-log/index.js';
import { NO_STORE, jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { idempotencyKey } from '../../kit/http/parameters.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { Authenticator } from '../tokens/authenticator.js';
import { RevokedCount } from '../revoked-count.js';
import { endedCookie, sessionCookie, SESSION_MS, type SessionRecord } from './session.js';
import { Me, meExample, renderMe } from './me.controller.js';
import { PublicAddress } from './origin.js';
import { SESSION_STORE, type SessionStore } from './session-store.js';
import { CODE_EXAMPLE, MakeLink, OpenSession, SignInItem, SignInLink, SignInList } from './sign-in.dto.js';
import { SignIn, signInRefusedProblem } from './sign-in.js';
import { sessionVisitor } from './visitors.js';

const linkExample: SignInLink = {
  url: `https://recordings.example/sign-in#${CODE_EXAMPLE}`,
  expires_at: '2026-02-05T10:15:00.000Z',
};
const signInExample: SignInItem = {
  id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b13',
  client: 'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0',
  address: '203.0.113.7',
  created_at: '2026-02-05T10:00:00.000Z',
  last_used_at: '2026-02-05T10:00:00.000Z',
  expires_at: '2026-03-07T10:00:00.000Z',
  current: true,
};

const tag = 'people';
const scope = 'read';
const signInId: Parameter = { name: 'id', in: 'path', description: 'The id of a sign-in.', schema: { type: 'string' } };
const headers = {
  'Set-Cookie': '`tl_session`, over https `__Host-tl_session`, below a base path `__Secure-tl_session`: HttpOnly, SameSite=Lax.',
};

const itemOf = (session: SessionRecord, { credential }: Principal): SignInItem => ({
  id: session.id,
  client: session.client ?? null,
  address: session.address ?? null,
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
    @Inject(AdministrationLog) private readonly log: AdministrationLog,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post('links')
  @Operation({
    id: 'makeSignInLink',
    tag,
    scope,
    summary: 'Make a link that signs a browser in, once',
    description:
      'For yourself, or as an administrator for another user. For another administrator only with the bootstrap token. The link is valid for 15 minutes. ' +
      "The sign-in gets no permissions beyond those of this request; with a token, the scope 'write' is required.",
    parameters: [idempotencyKey],
    body: { type: MakeLink, required: false, example: {} },
    answers: [{ status: 201, description: 'The link, shown only here.', type: SignInLink, example: linkExample }],
    problems: ['not-found', 'user-disabled', 'other-administrator', 'address-unknown'],
  })
  link(@Body(bodyPipe) body: MakeLink, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const address = this.address.ofCodeLink(request);
    return this.once.respond({ request, reply }, body, async () => {
      const { code, expiresAt } = await this.signIn.makeLink(principalOf(request), hasValue(body.user) ? body.user : undefined);
      // Browsers send nothing after the #, so the code appears in no server's log and in no Referer.
      const url = `${address}/sign-in#${code}`;
      return jsonAnswer(201, { url, expires_at: expiresAt } satisfies SignInLink, NO_STORE);
    });
  }

  /** Takes no Idempotency-Key: anybody with the code and the key would get the sign-in a second time. */
  @Post('session')
  @HttpCode(200)
  @Operation({
    id: 'signIn',
    tag,
    scope: 'open',
    summary: 'Sign in with the code of a link',
    description:
      'Sets a cookie that is valid for 30 days after its last use. Requests with the cookie that change something ' +
      'need the header `X-CSRF-Token` with your `csrf_token`, and must come from a page of this server.',
    body: { type: OpenSession, required: true, example: { code: CODE_EXAMPLE } },
    answers: [{ status: 200, description: 'You are signed in.', type: Me, example: meExample, headers }],
    problems: ['sign-in-refused', 'csrf'],
  })
  async open(
    @Body(bodyPipe) { code }: OpenSession,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    // Otherwise a page of another site could sign a person in under another name.
    if (this.address.isForeignPage(request)) throw new Problem('csrf', { detail: 'The request comes from another site.' });
    const secret = await this.signIn.open(code, { from: request.ip, client: request.headers['user-agent'] });
    const known = await this.authenticator.ofSession(secret);
    if (known === undefined) throw signInRefusedProblem();
    void reply.header('set-cookie', sessionCookie(secret, SESSION_MS, this.address.cookiesOf(request)));
    void reply.header('cache-control', 'no-store');
    return renderMe(sessionVisitor(secret, known));
  }

  /** Ends the sign-in of this request. A token has none, so nothing happens. */
  @Delete('session')
  @HttpCode(204)
  @Operation({
    id: 'signOut',
    tag,
    scope,
    summary: 'Sign this browser out',
    description: 'Does nothing for a request with a token.',
    answers: [{ status: 204, description: 'You are signed out.', headers }],
    problems: [],
  })
  @TakesNoBody()
  async close(
    @CurrentUser() { user, credential }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (credential.kind === 'session') await this.#end(user, credential.id);
    void reply.header('set-cookie', endedCookie(this.address.cookiesOf(request)));
  }

  @Get('sessions')
  @Operation({
    id: 'listSignIns',
    tag,
    scope,
    summary: 'List the browsers in which you are signed in',
    answers: [{ status: 200, description: 'Sign-ins, newest first.', type: SignInList, example: { items: [signInExample] } }],
    problems: [],
  })
  async list(@CurrentUser() user: Principal): Promise<SignInList> {
    return { items: (await this.sessions.list(user.userId)).map((one) => itemOf(one, user)) };
  }

  @Delete('sessions')
  @Operation({
    id: 'endOtherSignIns',
    tag,
    scope,
    summary: 'Sign out everywhere else',
    description:
      'Ends all your sign-ins but that of this request, and withdraws your unopened sign-in links. Your tokens stay valid. ' +
      'Other gateways may accept the cookies for a few more seconds.',
    answers: [{ status: 200, description: 'The other browsers are signed out.', type: RevokedCount, example: { revoked: 2 } }],
    problems: [],
  })
  @TakesNoBody()
  async endOthers(@CurrentUser() { userId, user, credential }: Principal): Promise<RevokedCount> {
    const revoked = await this.log.change(
      () => this.sessions.revokeAll(userId, credential.kind === 'session' ? credential.id : undefined),
      () => ({ kind: 'sign_in.all_ended', subject: { type: 'user', id: userId, name: user.name } }),
    );
    this.authenticator.forgetUser(userId);
    return { revoked };
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Operation({
    id: 'endSignIn',
    tag,
    scope,
    summary: 'Sign another browser out',
    description: 'Other gateways may accept its cookie for a few more seconds.',
    parameters: [signInId],
    answers: [{ status: 204, description: 'The browser is signed out.' }],
    problems: ['not-found'],
  })
  @TakesNoBody()
  async end(@CurrentUser() { user }: Principal, @Param('id') id: string): Promise<void> {
    if (!isUuid(id) || !(await this.#end(user, id))) throw notFound();
  }

  async #end(user: Principal['user'], id: string): Promise<boolean> {
    const isHis = await this.signIn.end(user, id);
    this.authenticator.forget({ kind: 'session', id });
    return isHis;
  }
}
