import { Controller, Get, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import { LimitsItself } from '../../kit/http/requests/read-deadline.js';
import { PublicAddress } from '../sign-in/origin.js';
import { SecretCookie, type CookiePlace } from '../sign-in/secret-cookie.js';
import { newSecret, SESSION_MS, sessionCookie } from '../sign-in/session.js';
import { Visitors } from '../sign-in/visitors.js';
import { ProviderLink, ProviderSignOut, SignInMethods } from './identities.dto.js';
import { IDENTITY_STORE, type IdentityStore } from './identity-store.js';
import { isProviderError } from './provider-error.js';
import { ProviderSignIn, START_MS, type ProviderReturn } from './provider-sign-in.js';

const tag = 'people';
const CALLBACK = 'api/v1/auth/provider/callback';
const url = 'https://login.example/authorize?client_id=throughline&state=m1Zt2wqXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGs';

/** Binds a start to its browser. Several tabs of a browser share it. */
const cookie = new SecretCookie('tl_provider');

const RETURNED = ['state', 'code', 'error', 'iss'];

const inQuery = (name: string, description: string): Parameter => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string' },
});

/** The page reads the outcome from the query, and has a text for each. */
const pageOf = (outcome: ProviderReturn): string => {
  if (outcome.kind === 'signed-in') return '/';
  if (outcome.kind === 'connected') return '/settings/you?provider=connected';
  return `${outcome.isConnecting ? '/settings/you' : '/sign-in'}?provider=${outcome.why}`;
};

/** Providers send each parameter once (RFC 6749, section 3.1). */
function assertOnce(parameters: URLSearchParams): void {
  const repeated = RETURNED.filter((name) => parameters.getAll(name).length > 1);
  if (repeated.length > 0)
    throw invalid(repeated.map((name) => ({ pointer: `/query/${name}`, message: 'must be given only once' })));
}

/** Returns the browser's secret, which the answer renews, so that a start never outlives it. */
export function takeBrowserSecret(request: FastifyRequest, reply: FastifyReply, place: CookiePlace): string {
  const secret = cookie.read(request.headers.cookie, place) ?? newSecret();
  void reply.header('set-cookie', cookie.format(secret, START_MS, place));
  void reply.header('cache-control', 'no-store');
  return secret;
}

/** A URL normalizes the default port, which may be present or absent: the provider compares texts. */
export const redirectUriOf = (address: PublicAddress, request: FastifyRequest): string =>
  new URL(`${address.of(request)}/${CALLBACK}`).href;

@Controller('api/v1/auth')
export class ProviderSignInController {
  constructor(
    @Inject(ProviderSignIn) private readonly signIn: ProviderSignIn,
    @Inject(IDENTITY_STORE) private readonly identities: IdentityStore,
    @Inject(Visitors) private readonly visitors: Visitors,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  @Get('methods')
  @Operation({
    id: 'signInMethods',
    tag,
    scope: 'open',
    summary: 'Read how people can sign in',
    description: 'Sign-in links work on every server, also while the identity provider does not answer.',
    answers: [
      { status: 200, description: 'The methods.', type: SignInMethods, example: { provider: { name: 'Linden School' } } },
    ],
    problems: [],
  })
  methods(): SignInMethods {
    const { name } = this.signIn;
    return { provider: name === undefined ? null : { name } };
  }

  @Post('provider')
  @HttpCode(200)
  @Operation({
    id: 'startProviderSignIn',
    tag,
    scope: 'open',
    summary: 'Start to sign in by the identity provider',
    description: 'For the page. The cookie binds the start to this browser, in which the provider has to return.',
    answers: [{ status: 200, description: "The provider's page.", type: ProviderLink, example: { url } }],
    problems: ['provider-off', 'provider-unavailable', 'csrf'],
  })
  @TakesNoBody()
  async start(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ProviderLink> {
    // Otherwise a page of another site could sign a person in without being asked.
    if (this.address.isForeignPage(request)) throw new Problem('csrf', { detail: 'The request comes from another site.' });
    const secret = takeBrowserSecret(request, reply, this.address.cookiesOf(request));
    return { url: await this.signIn.startSignIn(secret, redirectUriOf(this.address, request), request.ip) };
  }

  @Get('provider/callback')
  @Operation({
    id: 'returnFromProvider',
    tag,
    scope: 'open',
    summary: 'Return from the identity provider',
    description:
      'For browsers. Redirects to the page: signed in, or with the reason in `provider`. The `state` works once, within ten ' +
      'minutes, in the browser that started.',
    parameters: [
      inQuery('state', 'The `state` of the start.'),
      inQuery('code', 'Represents the sign-in at the provider.'),
      inQuery('error', 'Why there is no sign-in.'),
      inQuery('iss', 'The issuer (RFC 9207).'),
    ],
    answers: [{ status: 303, description: 'The browser goes on to the page.', headers: { Location: 'The page.' } }],
    problems: ['invalid'],
  })
  @LimitsItself()
  @Header('cache-control', 'no-store')
  async comeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const place = this.address.cookiesOf(request);
    const origin = this.address.of(request);
    const returned = new URL(redirectUriOf(this.address, request));
    returned.search = request.url.replace(/^[^?]*/, '');
    assertOnce(returned.searchParams);
    const outcome = await this.signIn.finish({
      secret: cookie.read(request.headers.cookie, place),
      returned,
      visitor: () => this.visitors.look(request),
      from: request.ip,
      client: request.headers['user-agent'],
    });
    if (outcome.kind === 'signed-in') void reply.header('set-cookie', sessionCookie(outcome.secret, SESSION_MS, place));
    void reply
      .code(303)
      .header('location', `${origin}${pageOf(outcome)}`)
      .send();
  }

  @Get('provider/sign-out')
  @Operation({
    id: 'providerSignOut',
    tag,
    scope: 'read',
    summary: "Read where the provider's own sign-in ends",
    description: 'Signing out of this server leaves the sign-in at the provider, which then signs in again without asking.',
    answers: [{ status: 200, description: "The provider's page.", type: ProviderSignOut, example: { url } }],
    problems: [],
  })
  @Header('cache-control', 'no-store')
  async signOut(@CurrentUser() { credential }: Principal, @Req() request: FastifyRequest): Promise<ProviderSignOut> {
    if (this.signIn.name === undefined || credential.kind !== 'session') return { url: null };
    if (!(await this.identities.hasOpened(credential.id))) return { url: null };
    const found = await this.signIn.provider.endSessionUrl(`${this.address.of(request)}/sign-in`).catch((error: unknown) => {
      if (isProviderError(error)) return undefined;
      throw error;
    });
    return { url: found ?? null };
  }
}
