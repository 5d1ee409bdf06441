import { Controller, Get, Inject, Res } from '@nestjs/common';
import { Health, type HealthReport } from '@throughline/service-kit';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../tokens/auth.guard.js';

@Controller('health')
@OpenToAll()
export class GatewayHealthController {
  constructor(@Inject(Health) private readonly health: Health) {}

  /** The process runs. Says nothing of what it needs: a restart would not bring back a broker. */
  @Get('live')
  live(): { status: 'ok'; service: string } {
    return { status: 'ok', service: this.health.service };
  }

  /** Whether requests can be served, and what is missing where not. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.health.report();
    void reply.status(report.status === 'ok' ? 200 : 503).header('cache-control', 'no-store');
    return report;
  }
}
