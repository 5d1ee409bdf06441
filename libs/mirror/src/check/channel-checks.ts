import type { ChannelCheck, ChannelCheckReport } from '@throughline/contracts';
import { systemClock } from '@throughline/messaging';
import { Connections, type ConnectionsParts } from '../notion/connections.js';
import type { NotionAccess } from '../notion/notion-access.js';
import { checkChannel } from './check-channel.js';

/** Checks channels for the gateway. Every process of the service can do it. */
export class ChannelChecks {
  constructor(
    private readonly notion: NotionAccess,
    private readonly vault: ConnectionsParts['vault'],
  ) {}

  check(question: ChannelCheck, signal: AbortSignal): Promise<ChannelCheckReport> {
    const { notion, vault } = this;
    // Fresh connections, because an operator may have just fixed the cause. Their own pace, so that checks do not queue behind
    // page writes.
    const connections = new Connections({ ...notion, vault, paces: notion.paces.beside(), clock: systemClock, signal });
    return checkChannel(question, (channel) => connections.ofSoon(channel));
  }
}
