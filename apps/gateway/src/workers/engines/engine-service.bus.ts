import type { NatsConnection } from '@nats-io/nats-core';
import {
  ENGINE_SUBJECT,
  engineReplyCodec,
  engineRequestCodec,
  type EngineReply,
  type EngineRequest,
} from '@throughline/contracts';
import { hasNoResponder } from '../../adapters/log/index.js';
import { Problem } from '../../kit/http/problems/problem.js';
import type { EngineService } from './engine-service.js';

/** A test takes up to 45 seconds; the bus accepts its reply for a minute. */
const WAITS_MS = { fetch: 10_000, use: 10_000, test: 55_000 } as const;

/** Sends requests over core NATS. One of the processing services answers each. */
export class BusEngineService implements EngineService {
  constructor(
    private readonly nc: Pick<NatsConnection, 'request'>,
    private readonly waitsMs: Readonly<Record<EngineRequest['act'], number>> = WAITS_MS,
  ) {}

  async send(request: EngineRequest): Promise<EngineReply> {
    try {
      const timeout = this.waitsMs[request.act];
      const answer = await this.nc.request(ENGINE_SUBJECT, engineRequestCodec.encode(request), { timeout });
      return engineReplyCodec.decode(answer.data);
    } catch (error) {
      if (!hasNoResponder(error)) throw error;
      throw new Problem('no-processing-service', { cause: error, headers: { 'retry-after': '30' } });
    }
  }
}
