import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { Metrics } from '@throughline/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Operation } from '../../kit/http/operation.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { readBearer } from '../../people/index.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The token that `/metrics` requires, if the operator has set one. It grants nothing else. */
export class ScrapeToken {
  readonly #expected: Buffer | undefined;

  constructor(token: string | undefined) {
    this.#expected = token === undefined ? undefined : digest(token);
  }

  admits(shown: string | undefined): boolean {
    if (this.#expected === undefined) return true;
    return shown !== undefined && timingSafeEqual(digest(shown), this.#expected);
  }
}

@Controller('metrics')
export class GatewayMetricsController {
  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(ScrapeToken) private readonly token: ScrapeToken,
  ) {}

  @Get()
  @Operation({
    id: 'metrics',
    tag: 'service',
    scope: 'open',
    summary: 'Read the metrics',
    description:
      'In the text format of Prometheus (docs/observability.md). If the server has a token for metrics (`TL_METRICS_TOKEN`), ' +
      'send it as `Authorization: Bearer …`; tokens of the API are refused.',
    answers: [
      {
        status: 200,
        description: 'Counts and durations since the start of this process, and the present state of the installation.',
        content: { 'text/plain': { schema: { type: 'string' } } },
      },
    ],
    problems: ['unauthorized'],
  })
  async scrape(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!this.token.admits(readBearer(request.headers.authorization)))
      throw new Problem('unauthorized', { headers: { 'www-authenticate': 'Bearer realm="throughline metrics"' } });
    const text = await this.metrics.scrape();
    void reply.header('content-type', this.metrics.contentType).header('cache-control', 'no-store');
    return text;
  }
}
