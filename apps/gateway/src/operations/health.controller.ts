import { Controller, Get, Inject, Res } from '@nestjs/common';
import { Health } from '@throughline/service-kit';
import type { FastifyReply } from 'fastify';
import { Field, OptionalField } from '../kit/http/fields.js';
import { Operation } from '../kit/http/operation.js';
import { flag, literal, record, text, words } from '../kit/http/schemas.js';
import { LimitsItself } from '../kit/http/requests/read-deadline.js';

const SERVICE = 'The name of the service.';

class Live {
  @Field(literal('ok', 'The process responds.')) status!: 'ok';
  @Field(text(SERVICE)) service!: string;
}

class DependencyHealth {
  @Field(flag('True if the dependency is available.')) ok!: boolean;
  @OptionalField(text('What is wrong.')) detail?: string;
}

class Ready {
  @Field(words(['ok', 'unavailable'], '`ok` if every check is.')) status!: 'ok' | 'unavailable';
  @Field(text(SERVICE)) service!: string;
  @Field(record(DependencyHealth, 'The dependencies of the service.')) checks!: Readonly<Record<string, DependencyHealth>>;
}

const tag = 'service';

@Controller('health')
export class GatewayHealthController {
  constructor(@Inject(Health) private readonly health: Health) {}

  /** Reports that the process runs. Ignores dependencies: a restart would not bring back a broker. */
  @Get('live')
  @Operation({
    id: 'live',
    tag,
    scope: 'open',
    summary: 'Check that the process runs',
    answers: [{ status: 200, description: 'The process runs.', type: Live, example: { status: 'ok', service: 'gateway' } }],
    problems: [],
  })
  live(): Live {
    return { status: 'ok', service: this.health.service };
  }

  /** Reports if requests can be served and, if not, which dependency is missing. */
  @Get('ready')
  @LimitsItself()
  @Operation({
    id: 'ready',
    tag,
    scope: 'open',
    summary: 'Check that requests can be served',
    answers: [
      {
        status: 200,
        description: 'Every dependency is available. With 503, the same document says what is missing.',
        type: Ready,
        example: {
          status: 'ok',
          service: 'gateway',
          checks: { nats: { ok: true }, postgres: { ok: true }, artifacts: { ok: true } },
        },
      },
    ],
    problems: [],
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Ready> {
    const report = await this.health.report();
    void reply.status(report.status === 'ok' ? 200 : 503).header('cache-control', 'no-store');
    return report;
  }
}
