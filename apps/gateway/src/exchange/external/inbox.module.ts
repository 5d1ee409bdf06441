import { Module } from '@nestjs/common';
import { JetStreamInbox } from '@throughline/messaging';
import { NATS, ON_NATS_PROBLEM } from '../../adapters/log/log.module.js';
import { provide } from '../../kit/provide.js';
import { INBOX } from './inbox.js';

@Module({
  providers: [provide(INBOX, { nc: NATS, onProblem: ON_NATS_PROBLEM }, ({ nc, onProblem }) => new JetStreamInbox(nc, onProblem))],
  exports: [INBOX],
})
export class InboxModule {}
