import { UNREADABLE_EVENT, codeOf, kindOf, type SenderAddress } from '@throughline/contracts';
import { sleep, type Clock, type Inbox, type ReceivedMessage } from '@throughline/messaging';
import { toProblem } from '../../kit/http/problems/from-error.js';
import { invalid } from '../../kit/http/problems/problem.js';
import type { RateLimiter } from '../../kit/http/requests/rate-limit.js';
import type { ExternalEvents, ExternalSender } from './external-events.js';
import type { SenderCounts } from './sender-counts.js';
import { renderVerdict, type EventVerdict } from './verdict.js';

export interface InboxReaderPorts {
  readonly inbox: Inbox;
  readonly external: Pick<ExternalEvents, 'accept' | 'refuse'>;
  readonly counts: SenderCounts;
  /** By sender: one that is too fast waits, and only its own events wait with it. */
  readonly rate: Pick<RateLimiter, 'take'>;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

/** After so many tries, a bug refuses the event that causes it, so that the sender's other events go on. */
const MAX_TRIES = 5;

/** Kinds of errors of the broker, the database and the artifact store, which pass or need an operator. */
const STORE_KINDS: ReadonlySet<string | undefined> = new Set([
  'append-refused',
  'bucket',
  'connection-lost',
  'event-stream-mismatch',
  'infrastructure',
  'lease-conflict',
  'permanent',
  'publish-refused',
  'publish-unanswered',
  'pull-broken',
  'record-conflict',
  'retryable',
  'unavailable',
  'unsupported-server',
  'waiting',
  'wrong-master-key',
]);
/** A failed assertion, and the classes of SQLSTATE for values and constraints: the event itself causes these errors. */
const CODE_OF_BUG = /^(ERR_ASSERTION|2[23]...)$/;

/** Without a kind, errors of the database and the network carry a code, except for wrong arguments of Node. */
function isBug(error: unknown): boolean {
  const [kind, code] = [kindOf(error), codeOf(error)];
  if (kind !== undefined) return !STORE_KINDS.has(kind);
  return code === undefined || CODE_OF_BUG.test(code) || error instanceof TypeError || error instanceof RangeError;
}

const RETRY = { firstMs: 1_000, longestMs: 60_000 };
const retryAfter = (deliveries: number): number => Math.min(RETRY.firstMs * 2 ** (deliveries - 1), RETRY.longestMs);

const keyOf = ({ library, name }: SenderAddress): string => `${library}.${name}`;

export const keyOfSender = ({ name }: SenderAddress): string => `nats:${name}`;

const toSender = (address: SenderAddress): ExternalSender => ({
  key: keyOfSender(address),
  by: `external:${address.name}`,
  actor: { kind: 'service', id: `external:${address.name}` },
  library: address.library,
});

const NOT_JSON = Symbol('not JSON');
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return NOT_JSON;
  }
}

/**
 * Decides the events of the inbox, those of each sender in order and one at a time. An event is acknowledged after its verdict is
 * stored: if this process dies in between, the event is decided again, and its sender reads `repeated`.
 */
export class InboxReader {
  readonly #served = new Map<string, Promise<void>>();

  constructor(private readonly ports: InboxReaderPorts) {}

  /** Begins to serve senders whose events have arrived since the last call. */
  async round(signal: AbortSignal): Promise<void> {
    for (const sender of await this.ports.inbox.senders()) {
      const key = keyOf(sender);
      if (this.#served.has(key) || signal.aborted) continue;
      const served = this.ports.inbox
        .pull({ from: sender, onEvent: (message) => this.#take(sender, message, signal), signal })
        .catch(this.ports.onProblem)
        .finally(() => this.#served.delete(key));
      this.#served.set(key, served);
    }
  }

  /** Resolves once no event is being decided. */
  async ended(): Promise<void> {
    await Promise.all(this.#served.values());
  }

  async #take(address: SenderAddress, message: ReceivedMessage, signal: AbortSignal): Promise<void> {
    const sender = toSender(address);
    try {
      if (!(await this.#mayPass(sender, message, signal))) {
        await message.nak();
        return;
      }
      const verdict = await this.#decide(sender, message);
      const answer = JSON.stringify(renderVerdict(verdict, message.id));
      await this.ports.inbox.answer(address, verdict.id ?? UNREADABLE_EVENT, new TextEncoder().encode(answer));
      await message.ack();
    } catch (error) {
      this.ports.onProblem(error);
      this.ports.counts.defer(sender.key, 'unavailable');
      await message.nak(retryAfter(message.deliveries)).catch(this.ports.onProblem);
    }
  }

  async #mayPass({ key }: ExternalSender, message: ReceivedMessage, signal: AbortSignal): Promise<boolean> {
    for (let first = true; ; first = false) {
      const waitMs = this.ports.rate.take(key);
      if (waitMs === 0) return !signal.aborted;
      if (first) this.ports.counts.defer(key, 'rate');
      message.working();
      await sleep(this.ports.clock, waitMs, signal);
      if (signal.aborted) return false;
    }
  }

  async #decide(sender: ExternalSender, { bytes, deliveries }: ReceivedMessage): Promise<EventVerdict> {
    const value = parse(bytes);
    const { external } = this.ports;
    if (value === NOT_JSON)
      return external.refuse(sender, undefined, invalid([{ pointer: '', message: 'must be JSON in UTF-8' }]));
    try {
      return await external.accept(sender, value);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'internal' || !isBug(error) || deliveries < MAX_TRIES) throw error;
      this.ports.onProblem(error);
      return external.refuse(sender, value, problem);
    }
  }
}
