import { Controller, Inject } from '@nestjs/common';
import {
  CHANNEL_CHECK_SUBJECT,
  channelCheckCodec,
  channelCheckReportCodec,
  type ChannelCheck,
  type ChannelCheckReport,
} from '@throughline/contracts';
import { ChannelChecks } from '@throughline/mirror';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';

/** Replies to the gateway's requests to check a channel. */
@Controller()
export class ChannelChecksController {
  constructor(@Inject(ChannelChecks) private readonly checks: ChannelChecks) {}

  @Responder(CHANNEL_CHECK_SUBJECT, { request: channelCheckCodec, reply: channelCheckReportCodec, queue: 'upload' })
  check({ content, signal }: BusMessage<ChannelCheck>): Promise<ChannelCheckReport> {
    return this.checks.check(content, signal);
  }
}
