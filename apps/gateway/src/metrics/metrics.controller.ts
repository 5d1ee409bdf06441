import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { Metrics } from '@throughline/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { OpenToAll } from '../tokens/auth.guard.js';
import { bearerOf } from '../tokens/token.js';
import { ScrapeToken } from './scrape-token.js';

@Controller('metrics')
@OpenToAll()
export class GatewayMetricsController {
  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(ScrapeToken) private readonly token: ScrapeToken,
  ) {}

  @Get()
  async scrape(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!this.token.admits(bearerOf(request.headers.authorization)))
      throw new Problem('unauthorized', { headers: { 'www-authenticate': 'Bearer realm="throughline metrics"' } });
    const text = await this.metrics.scrape();
    void reply.header('content-type', this.metrics.contentType).header('cache-control', 'no-store');
    return text;
  }
}
