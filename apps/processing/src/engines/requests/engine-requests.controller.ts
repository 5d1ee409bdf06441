import { Controller, Inject } from '@nestjs/common';
import {
  ENGINE_SUBJECT,
  engineReplyCodec,
  engineRequestCodec,
  type EngineReply,
  type EngineRequest,
} from '@throughline/contracts';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';
import { EngineRequests } from './engine-requests.js';

/** Replies to the gateway's requests to download, choose and test speech models. */
@Controller()
export class EngineRequestsController {
  constructor(@Inject(EngineRequests) private readonly requests: EngineRequests) {}

  @Responder(ENGINE_SUBJECT, { request: engineRequestCodec, reply: engineReplyCodec, queue: 'processing' })
  handle({ content, signal }: BusMessage<EngineRequest>): Promise<EngineReply> {
    return this.requests.handle(content, signal);
  }
}
