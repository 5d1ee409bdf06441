import { CHANNEL_CHECK_SUBJECT, channelCheckCodec, channelCheckReportCodec } from '@throughline/contracts';
import type { Clock } from '@throughline/messaging';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { Connections, type ConnectionsParts } from '../notion/connections.js';
import { checkChannel } from './check-channel.js';

export interface ChannelChecksParts {
  readonly nc: NatsConnection;
  readonly notion: Omit<ConnectionsParts, 'signal' | 'clock'>;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

/** Answers requests to check a channel. Every process of the service can answer. */
export class ChannelChecks {
  constructor(private readonly parts: ChannelChecksParts) {}

  async run(signal: AbortSignal): Promise<void> {
    const { nc, onProblem } = this.parts;
    const asked = nc.subscribe(CHANNEL_CHECK_SUBJECT, { queue: 'upload' });
    const stop = (): void => {
      asked.unsubscribe();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const message of asked) this.#answer(message, signal).catch(onProblem);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #answer(message: Msg, signal: AbortSignal): Promise<void> {
    const { notion, clock } = this.parts;
    const check = channelCheckCodec.decode(message.data);
    // Fresh connections, because an operator may have just fixed the cause. Their own pace, so that checks do not queue behind
    // page writes.
    const connections = new Connections({ ...notion, paces: notion.paces.beside(), clock, signal });
    const report = await checkChannel(check, (channel) => connections.ofSoon(channel));
    message.respond(channelCheckReportCodec.encode(report));
  }
}
