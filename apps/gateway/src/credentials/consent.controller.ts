import { Controller, Get, Header, Inject, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { queryPipe } from '../problems/validation.js';
import { Visitors } from '../sign-in/visitors.js';
import { OpenToAll } from '../tokens/auth.guard.js';
import { ConnectCredential, browserOf } from './connect.js';
import { ConsentQuery } from './credentials.dto.js';

/** Where Google's page sends a browser back to. The state opens it once, in the browser that began. */
@Controller('api/v1/credentials/oauth')
@OpenToAll()
export class ConsentController {
  constructor(
    @Inject(ConnectCredential) private readonly connecting: ConnectCredential,
    @Inject(Visitors) private readonly visitors: Visitors,
  ) {}

  @Get('callback')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  async comeBack(@Query(queryPipe) query: ConsentQuery, @Req() request: FastifyRequest): Promise<string> {
    const { state, code, error } = query;
    if (state === undefined) throw new Problem('consent-unknown');
    const visitor = (await this.visitors.look(request))?.userId;
    const secret = this.visitors.secretOf(request);
    const { name, account } = await this.connecting.finish({
      state,
      code: error === undefined ? code : undefined,
      visitor,
      browser: secret === undefined ? undefined : browserOf(secret),
    });
    return `${account} is connected as '${name}'. What waited for it goes on by itself; this page can be closed.\n`;
  }
}
