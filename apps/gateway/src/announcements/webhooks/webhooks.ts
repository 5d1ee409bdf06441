import { randomUUID } from 'node:crypto';
import { newAssetId } from '@throughline/contracts';
import { START, parsePosition, type Position } from '@throughline/event-store';
import { findAddressProblem, AllowList, type GuardedClient } from '@throughline/outgoing';
import { recordsOfRows, type AdministrationLog, type ChangeRecord } from '../../people/administration-log/index.js';
import { Problem, invalid, notFound } from '../../kit/http/problems/problem.js';
import { changeAtRevision, type RowRequest } from '../../kit/http/requests/change-at-revision.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import type { WebhookPayload } from './payload.js';
import { sendRequest, type EndpointTest } from './send-request.js';
import { findValidSecrets, newSecret } from './signature.js';
import type { EndpointChange, EndpointContent, EndpointId, WebhookAttempt, WebhookEndpoint } from './webhook-endpoint.js';
import { ATTEMPTS_KEPT, MAX_ENDPOINTS, type WebhookStore } from './webhook-store.js';
import type { ChangeWebhookEndpoint, RedeliverWebhooks, WebhookEndpointBody } from './webhooks.dto.js';

const HOUR_MS = 3_600_000;
/** A receiver has this long to learn the new secret, unless the request says otherwise. */
export const ROTATION_HOURS = 24;

export interface WebhooksParts {
  readonly store: WebhookStore;
  readonly client: Pick<GuardedClient, 'fetch'>;
  readonly log: AdministrationLog;
  readonly allowed: AllowList;
  readonly origin: string | undefined;
  readonly now: () => Date;
}

const taken = (): Problem => new Problem('webhook-name-taken');

/** The address is a text that may contain a secret of the receiver. */
const records = recordsOfRows<WebhookEndpoint>(
  'webhook',
  ({ name, url, events, isPaused }) => ({ name, url, events, paused: isPaused }),
  ['name', 'events'],
);

const recordChange = (before: WebhookEndpoint, after: WebhookEndpoint): ChangeRecord | undefined =>
  before.secrets[0]?.secret === after.secrets[0]?.secret
    ? records.changed(before, after)
    : { ...records.deleted(after), kind: 'webhook.secret_changed' };

/** The addresses of a library that are told of changes to its items. */
export class Webhooks {
  constructor(private readonly parts: WebhooksParts) {}

  list(libraryId: string): Promise<readonly WebhookEndpoint[]> {
    return this.parts.store.list(libraryId);
  }

  /** Hides endpoints of other libraries (USR-01). */
  async find(libraryId: string, id: EndpointId): Promise<WebhookEndpoint> {
    const found = await this.parts.store.find(id);
    if (found?.libraryId !== libraryId) throw notFound();
    return found;
  }

  /** Returns the endpoint with its secret, which no later answer shows. */
  async add(
    libraryId: string,
    { name, url, events }: WebhookEndpointBody,
  ): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
    this.#requireAllowed(url);
    const secret = newSecret();
    const content: EndpointContent = { name, url, events, secrets: [{ secret }], isPaused: false };
    const { log, store } = this.parts;
    const endpoint = await log.change(
      () => store.add({ libraryId, ...content }),
      (one) => typeof one !== 'string' && records.created(one),
    );
    if (endpoint === 'name-taken') throw taken();
    if (endpoint === 'too-many')
      throw new Problem('too-many-webhooks', { detail: `A library has at most ${String(MAX_ENDPOINTS)} webhook endpoints.` });
    return { endpoint, secret };
  }

  async change(ref: RowRequest, { name, url, events, paused }: ChangeWebhookEndpoint): Promise<WebhookEndpoint> {
    // First: an answer about the address would tell that the endpoint exists.
    await this.find(ref.libraryId, ref.id);
    if (hasValue(url)) this.#requireAllowed(url);
    return this.#replace(ref, (before) => ({
      ...before,
      ...(hasValue(name) ? { name } : {}),
      ...(hasValue(url) ? { url } : {}),
      ...(hasValue(events) ? { events } : {}),
      ...(hasValue(paused) ? { isPaused: paused, isResumed: !paused } : {}),
    }));
  }

  async remove({ libraryId, id, ifMatch }: RowRequest): Promise<void> {
    const { log, store } = this.parts;
    const read = (): Promise<WebhookEndpoint> => this.find(libraryId, id);
    await changeAtRevision({ ifMatch, read, otherwise: 'webhook-changed' }, async (before) => {
      const isRemoved = await log.change(
        () => store.remove(before),
        (isDone) => isDone && records.deleted(before),
      );
      return isRemoved ? before : 'stale';
    });
  }

  /** The present secret signs too, until the hours are over. Of three secrets, the oldest stops working. */
  async rotateSecret(
    libraryId: string,
    id: EndpointId,
    keepHours = ROTATION_HOURS,
  ): Promise<{ secret: string; until: string | null }> {
    const now = this.parts.now();
    const secret = newSecret();
    const until = keepHours === 0 ? null : new Date(now.getTime() + keepHours * HOUR_MS).toISOString();
    await this.#replace({ libraryId, id, ifMatch: '*' }, (before) => {
      const [present] = findValidSecrets(before.secrets, now);
      const older = present === undefined || until === null ? [] : [{ secret: present.secret, until }];
      return { ...before, secrets: [{ secret }, ...older] };
    });
    return { secret, until };
  }

  attempts(id: EndpointId, limit: number): Promise<readonly WebhookAttempt[]> {
    return this.parts.store.attempts(id, Math.min(limit, ATTEMPTS_KEPT));
  }

  /** Sends an example to the address of the endpoint, even if it is paused. */
  async test(libraryId: string, id: EndpointId, signal: AbortSignal): Promise<EndpointTest> {
    const { store, client, now, origin = '' } = this.parts;
    const endpoint = await this.find(libraryId, id);
    const at = now();
    const messageId = `msg_test_${randomUUID()}`;
    const body = JSON.stringify(exampleOf(at, origin));
    const result = await sendRequest({ endpoint, id: messageId, body, withAnswer: true }, { client, now, signal });
    const { durationMs, status, error } = result;
    const none = { assetId: undefined, position: undefined, retryAt: undefined };
    const attempt = {
      id: randomUUID(),
      messageId,
      event: 'webhook.test',
      at: at.toISOString(),
      durationMs,
      status,
      error,
    } as const;
    await store.addAttempt(id, { ...attempt, ...none });
    return { ...result, messageId };
  }

  /** Returns the position after which all events are sent again. */
  async redeliver(libraryId: string, id: EndpointId, body: RedeliverWebhooks): Promise<Position> {
    const { store } = this.parts;
    await this.find(libraryId, id);
    const after = await this.#positionBefore(libraryId, body);
    await store.rewind(id, after);
    return after;
  }

  async #positionBefore(libraryId: string, { from_position: position, from_time: time }: RedeliverWebhooks): Promise<Position> {
    if (hasValue(position) === hasValue(time))
      throw invalid([{ pointer: '', message: 'must have either from_position or from_time' }]);
    if (hasValue(time)) return this.parts.store.positionBefore(libraryId, new Date(time).toISOString());
    const first = BigInt(position ?? '0');
    return first === 0n ? START : parsePosition(String(first - 1n));
  }

  #replace({ libraryId, id, ifMatch }: RowRequest, edit: (before: WebhookEndpoint) => EndpointChange): Promise<WebhookEndpoint> {
    const read = (): Promise<WebhookEndpoint> => this.find(libraryId, id);
    return changeAtRevision({ ifMatch, read, otherwise: 'webhook-changed' }, async (before) => {
      const { log, store } = this.parts;
      const replaced = await log.change(
        () => store.replace(before, edit(before)),
        (after) => typeof after !== 'string' && recordChange(before, after),
      );
      if (replaced === 'name-taken') throw taken();
      return replaced;
    });
  }

  #requireAllowed(url: string): void {
    const { allowed } = this.parts;
    const message = findAddressProblem(url, allowed) ?? findTransportProblem(url, allowed);
    if (message !== undefined) throw invalid([{ pointer: '/url', message }]);
  }
}

/** Payloads have titles, so they are sent unencrypted only to addresses that the operator has allowed. */
function findTransportProblem(address: string, allowed: AllowList): string | undefined {
  const url = new URL(address);
  const isTrusted = allowed.hasHost(url.hostname) || findAddressProblem(address, AllowList.nothing) !== undefined;
  return url.protocol === 'https:' || isTrusted ? undefined : 'must start with https://';
}

/** The example of a test: the form of a real payload, about no item. */
function exampleOf(at: Date, origin: string): Omit<WebhookPayload, 'type'> & { readonly type: 'webhook.test' } {
  const id = newAssetId();
  return {
    type: 'webhook.test',
    timestamp: at.toISOString(),
    data: {
      id,
      kind: 'recording',
      title: 'Test of a webhook',
      revision: '1',
      position: '1',
      status: 'READY',
      previous_status: 'UPLOADING',
      failed: false,
      failed_at_stage: null,
      failed_code: null,
      attention: [],
      output: null,
      follow_up: null,
      follow_up_code: null,
      outputs: [],
      item_url: `${origin}/api/v1/recordings/${id}`,
    },
  };
}
