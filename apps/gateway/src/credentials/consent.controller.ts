import { Controller, Get, Header, Inject, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Operation } from '../kit/http/operation.js';
import { Problem } from '../kit/http/problems/problem.js';
import { queryPipe } from '../kit/http/problems/validation.js';
import { LimitsItself } from '../kit/http/requests/read-deadline.js';
import { Visitors } from '../people/index.js';
import { ConnectCredential, hashBrowserSecret } from './connect.js';
import { ConsentQuery } from './credentials.dto.js';

/** The redirect target of the consent pages of all services. A state works once, and only in the browser that started. */
@Controller('api/v1/credentials/oauth')
export class ConsentController {
  constructor(
    @Inject(ConnectCredential) private readonly connecting: ConnectCredential,
    @Inject(Visitors) private readonly visitors: Visitors,
  ) {}

  @Get('callback')
  @Operation({
    id: 'comeBackWithConsent',
    tag: 'credentials',
    scope: 'open',
    summary: 'Return from the consent page of a service',
    description:
      'For browsers. The `state` works once, in the browser that started the connection. If a token started it: in a browser ' +
      'that is signed in as the same user.',
    answers: [
      { status: 200, description: 'The account is connected.', content: { 'text/plain': { schema: { type: 'string' } } } },
    ],
    problems: ['invalid', 'consent-unknown', 'consent-declined', 'other-account', 'google-refuses', 'service-refuses'],
  })
  @LimitsItself()
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  async comeBack(@Query(queryPipe) query: ConsentQuery, @Req() request: FastifyRequest): Promise<string> {
    const { state, code, device_id: deviceId, error } = query;
    if (state === undefined) throw new Problem('consent-unknown');
    const visitor = (await this.visitors.look(request))?.user;
    const secret = this.visitors.secretOf(request);
    const { name, account } = await this.connecting.finish({
      state,
      code: error === undefined ? code : undefined,
      ...(deviceId === undefined ? {} : { deviceId }),
      visitor,
      browser: secret === undefined ? undefined : hashBrowserSecret(secret),
    });
    return `${account} is connected as '${name}'. Everything that waited for it continues automatically. You can close this page.\n`;
  }
}
