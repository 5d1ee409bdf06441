import { randomUUID } from 'node:crypto';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { kindOf } from '@throughline/contracts';
import { parseRevision, verifyContinuity, type EventStore } from '@throughline/event-store';
import type { GuardedClient } from '@throughline/outgoing';
import type { Failpoint } from '@throughline/service-kit';
import { LeasedWork } from '../../kit/leases/index.js';
import type { Change } from '../../adapters/projection/index.js';
import { deriveMessages } from './derive-messages.js';
import { renderPayload } from './payload.js';
import { EVENT_MISSING, ITEM_UNREADABLE, scopeOfFailure, settleAttempt } from './retry-rule.js';
import { sendRequest, type RequestResult } from './send-request.js';
import { messageIdOf } from './signature.js';
import type { ChangedItem, EndpointClaim, WebhookQueue } from './webhook-store.js';
import {
  LIBRARY_EVENTS,
  type EndpointId,
  type LibraryEvent,
  type PendingMessage,
  type WebhookEndpoint,
  type WebhookEvent,
} from './webhook-endpoint.js';

/** Another gateway takes over the endpoints of a crashed one after this time. */
const LEASE_MS = 30_000;
/** Requests to one endpoint at once. Each is about another item. */
const AT_ONCE = 4;
const MAX_ENDPOINTS_AT_ONCE = 16;
/** More messages of an endpoint are made only when some of these are sent. */
const MAX_PENDING = 1_000;
const ITEMS_AT_ONCE = 50;
/** After this time an endpoint is released, so that a long queue does not keep others from a gateway. */
const ROUND_MS = 20_000;
/** Changes are announced, but an announcement may be lost. All libraries are looked at this often. */
const LOOK_MS = 30_000;

export interface WebhookSenderPorts {
  readonly queue: WebhookQueue;
  readonly history: Pick<EventStore, 'load' | 'incarnation' | 'commitIdAt'>;
  readonly findLibraryEvents: (libraryId: string, chosen: readonly WebhookEvent[]) => Promise<readonly LibraryEvent[]>;
  readonly client: Pick<GuardedClient, 'fetch' | 'close'>;
  /** The public address of the server. */
  readonly origin: string | undefined;
  readonly failpoint: Failpoint;
  readonly now: () => Date;
  readonly random: () => number;
  readonly onProblem: (error: unknown) => void;
  readonly onDisabled: (endpoint: WebhookEndpoint) => void;
  readonly onRestored: (endpoint: WebhookEndpoint) => void;
}

const unsent = (error: string): RequestResult => ({
  durationMs: 0,
  status: undefined,
  error,
  retryAfterMs: undefined,
  answer: undefined,
});

/**
 * Turns the commits of items into messages and sends them. The messages of an item follow each other, and those of different
 * items do not wait for each other. A message is stored before it is sent and removed after the answer, so it is sent at least
 * once, also across crashes.
 */
export class WebhookSender implements BeforeApplicationShutdown {
  readonly #endpoints: LeasedWork<EndpointId, EndpointClaim>;
  readonly #changed = new Set<string>();
  #nextLook = 0;

  constructor(private readonly ports: WebhookSenderPorts) {
    const { queue, onProblem } = ports;
    this.#endpoints = new LeasedWork<EndpointId, EndpointClaim>({
      leaseMs: LEASE_MS,
      claim: (id, leaseMs) => queue.claim(id, leaseMs),
      renew: (claim, leaseMs) => queue.renew(claim, leaseMs),
      work: (claim, signal) => this.#sendAndRelease(claim, signal),
      onProblem,
    });
  }

  /** Takes an announcement of the projector; `undefined` means that some may be missing. */
  hear(change: Change | undefined): void {
    if (change === undefined) this.#nextLook = 0;
    else this.#changed.add(change.owner);
  }

  /** Starts the work on the endpoints that may have something to send. */
  async round(): Promise<void> {
    const free = MAX_ENDPOINTS_AT_ONCE - this.#endpoints.size;
    if (free <= 0 || this.#endpoints.stopped.aborted) return;
    const isLookDue = this.ports.now().getTime() >= this.#nextLook;
    const libraries = [...this.#changed];
    this.#changed.clear();
    const ids = await this.ports.queue.claimable(isLookDue ? 'all' : libraries);
    const idle = ids.filter((id) => !this.#endpoints.has(id));
    if (isLookDue) this.#nextLook = idle.length > free ? 0 : this.ports.now().getTime() + LOOK_MS;
    // The work in progress may have read its items before this change.
    if (idle.length > free || idle.length < ids.length) for (const library of libraries) this.#changed.add(library);
    for (const id of idle.slice(0, free)) void this.#endpoints.pursue(id);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#endpoints.stop();
    await this.ports.client.close();
  }

  async ended(): Promise<void> {
    await this.#endpoints.ended();
  }

  async #sendAndRelease(claim: EndpointClaim, signal: AbortSignal): Promise<void> {
    try {
      await this.#work(claim, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      await this.ports.queue.release(claim);
    }
  }

  async #work(claim: EndpointClaim, signal: AbortSignal): Promise<void> {
    const endsAt = performance.now() + ROUND_MS;
    let current: WebhookEndpoint | undefined = claim.endpoint;
    await this.#makeLibraryMessages(claim);
    while (current !== undefined && !signal.aborted) {
      if (await this.#isRestored(claim)) return;
      await this.#makeMessages(claim, signal);
      // A receiver that is down gets one request at a time until it answers.
      const due = await this.ports.queue.due(claim, current.outages > 0 ? 1 : AT_ONCE);
      if (due.length === 0) return;
      current = await this.#sendAll({ ...claim, endpoint: current }, due, signal);
      if (current !== undefined && this.#mustStop(current, endsAt)) {
        this.#changed.add(current.libraryId);
        return;
      }
    }
  }

  #mustStop({ isPaused, disabledAt, waitUntil }: WebhookEndpoint, endsAt: number): boolean {
    return isPaused || disabledAt !== undefined || waitUntil !== undefined || performance.now() >= endsAt;
  }

  async #makeLibraryMessages(claim: EndpointClaim): Promise<void> {
    const { queue, findLibraryEvents, onProblem } = this.ports;
    const { events, libraryId } = claim.endpoint;
    if (!LIBRARY_EVENTS.some((event) => events.includes(event))) return;
    try {
      await queue.enqueueLibraryEvents(claim, await findLibraryEvents(libraryId, events));
    } catch (error) {
      // The messages of items do not wait for these. The next look tries them again.
      onProblem(error);
    }
  }

  async #makeMessages(claim: EndpointClaim, signal: AbortSignal): Promise<void> {
    const { queue } = this.ports;
    while (!signal.aborted && (await queue.pending(claim)) < MAX_PENDING) {
      const items = await queue.changed(claim, ITEMS_AT_ONCE);
      if (items.length === 0) return;
      let made = 0;
      for (const item of items) if (await this.#makeMessagesOf(claim, item)) made += 1;
      // The histories of the others cannot be read now. The next look tries them again.
      if (made === 0) return;
      await this.ports.failpoint('gateway.webhooks-made');
    }
  }

  /** Returns true if the endpoint has to be claimed again, because it continues after a restored log. */
  async #isRestored(claim: EndpointClaim): Promise<boolean> {
    const { queue, history, onRestored } = this.ports;
    const tables = await queue.findReplacedTables(claim);
    if (tables === undefined) return false;
    const { kind } = tables.newest === undefined ? { kind: 'ok' as const } : await verifyContinuity(history, tables.newest);
    await queue.acceptTables(claim, tables, kind === 'ok' ? 'same' : 'restored');
    if (kind === 'ok') return false;
    onRestored(claim.endpoint);
    this.#changed.add(claim.endpoint.libraryId);
    return true;
  }

  async #makeMessagesOf(claim: EndpointClaim, item: ChangedItem): Promise<boolean> {
    const { queue, history, onProblem } = this.ports;
    try {
      const { commits } = await history.load(item.assetId, { upTo: parseRevision(item.reached) });
      await queue.enqueue(claim, item, deriveMessages(commits, { after: item.after, libraryId: claim.endpoint.libraryId }));
      return true;
    } catch (error) {
      if (kindOf(error) === 'unavailable') throw error;
      onProblem(error);
      return false;
    }
  }

  /** Returns the endpoint after the last answer; undefined if the claim was lost. */
  async #sendAll(
    claim: EndpointClaim,
    due: readonly PendingMessage[],
    signal: AbortSignal,
  ): Promise<WebhookEndpoint | undefined> {
    let current: WebhookEndpoint | undefined = claim.endpoint;
    const sent = due.map(async (message) => {
      const endpoint = await this.#send(claim, message, signal);
      current = pickStricter(current, endpoint);
    });
    const results = await Promise.allSettled(sent);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return current;
  }

  async #send(claim: EndpointClaim, message: PendingMessage, signal: AbortSignal): Promise<WebhookEndpoint | undefined> {
    const { queue, now, random, failpoint } = this.ports;
    const at = now();
    const id = messageIdOf(message, claim.endpoint.restored);
    const result = await this.#request(claim.endpoint, { id, message }, signal);
    await failpoint('gateway.webhook-sent', message.event);
    const { error, status, durationMs } = result;
    const settlement = settleAttempt(result, { endpoint: claim.endpoint, message, now: now(), random: random() });
    const endpoint = await queue.settle(claim, message, {
      attempt: {
        id: randomUUID(),
        messageId: id,
        event: message.event,
        ...(message.payload === undefined
          ? { assetId: message.assetId, position: message.position }
          : { assetId: undefined, position: undefined }),
        at: at.toISOString(),
        durationMs,
        status,
        error,
      },
      settlement,
      failure: error === undefined ? undefined : scopeOfFailure(result),
    });
    if (settlement.disable !== undefined && endpoint !== undefined) this.#tellDisabled(endpoint);
    return endpoint;
  }

  #tellDisabled(endpoint: WebhookEndpoint): void {
    this.ports.onDisabled(endpoint);
    // The other endpoints of the library may tell it.
    this.#changed.add(endpoint.libraryId);
  }

  async #request(
    endpoint: WebhookEndpoint,
    { id, message }: { readonly id: string; readonly message: PendingMessage },
    signal: AbortSignal,
  ): Promise<RequestResult> {
    const { client, now, onProblem } = this.ports;
    let body: string;
    try {
      const payload = message.payload ?? (await renderPayload(message, this.ports));
      if (payload === undefined) return unsent(EVENT_MISSING);
      body = JSON.stringify(payload);
    } catch (error) {
      if (kindOf(error) === 'unavailable') throw error;
      onProblem(error);
      return unsent(ITEM_UNREADABLE);
    }
    return sendRequest({ endpoint, id, body }, { client, now, signal });
  }
}

/** Picks the endpoint that has to wait, of those after concurrent answers. */
const pickStricter = (one: WebhookEndpoint | undefined, other: WebhookEndpoint | undefined): WebhookEndpoint | undefined => {
  if (one === undefined || other === undefined) return undefined;
  return one.disabledAt !== undefined || one.waitUntil !== undefined ? one : other;
};
