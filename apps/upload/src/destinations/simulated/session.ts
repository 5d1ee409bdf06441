import { randomUUID } from 'node:crypto';
import {
  sumFileSizes,
  type DeliveredObject,
  type DeliveryRequest,
  type FinishAnswer,
  type SessionDestination,
  type SessionState,
  type TransferHooks,
} from '../../kit/destination.js';
import { SimulatedOutput, findContent, toObjectId } from './classes.js';
import type { Part } from './part.js';
import { toRefusalAnswer, type Remote, type Reply } from './remote.js';
import { Transfer, type TransferResult } from './transfer.js';

type EndedSession = Exclude<SessionState, { kind: 'open' | 'stuck' }>;
type SendResult = TransferResult | { readonly kind: 'gone' };

async function measureAndClose(part: Part): Promise<number> {
  try {
    return await part.size();
  } finally {
    await part.close();
  }
}

const toReply = <T extends { readonly kind: string }>(value: T): Reply<T> => ({ value, answer: { answer: value.kind } });

/** A simulated *session* output. A session is one file that is moved or deleted, so it is finalised or cancelled only once. */
export class SimulatedSession extends SimulatedOutput implements SessionDestination {
  readonly class = 'session';
  readonly reconcile?: NonNullable<SessionDestination['reconcile']>;

  constructor(remote: Remote) {
    super(remote);
    if (remote.parts.settings.detectsDuplicates) this.reconcile = (request) => findContent(remote, request);
  }

  async open(request: DeliveryRequest): Promise<string> {
    const { storage } = this.remote.parts;
    const id = randomUUID();
    const refusal = await this.remote.ask(request, { kind: 'open', announced: sumFileSizes(request) }, async () => {
      const full = await this.remote.fullFor(request, id);
      if (full !== undefined) return { value: full, answer: toRefusalAnswer(full) };
      const files = request.files.map(({ name, size, sha256 }) => ({ name, size, sha256 }));
      await storage.create('sessions', { v: 1, id, assetId: request.assetId, key: request.key, files });
      return { value: undefined, answer: { answer: 'ok', session: id } };
    });
    if (refusal !== undefined) throw refusal;
    return id;
  }

  inspect(session: string, request: DeliveryRequest): Promise<SessionState> {
    return this.remote.ask(request, { kind: 'inspect', session }, async () => toReply(await this.#state(session, request)));
  }

  async send(
    { session, offset }: { session: string; offset: number },
    request: DeliveryRequest,
    hooks: TransferHooks,
  ): Promise<'sent' | 'gone'> {
    const sent = await this.remote.ask(request, { kind: 'send', session, offset }, async (): Promise<Reply<SendResult>> => {
      const value = await this.#take(session, { request, hooks, offset });
      if (value.kind === 'gone') return toReply(value);
      const answer = value.kind === 'refused' ? toRefusalAnswer(value.error) : { answer: 'ok' };
      return { value, answer: { ...answer, bytes: value.bytes } };
    });
    if (sent.kind === 'refused') throw sent.error;
    return sent.kind === 'gone' ? 'gone' : 'sent';
  }

  finish(session: string, request: DeliveryRequest, signal: AbortSignal): Promise<FinishAnswer> {
    return this.remote.ask(request, { kind: 'finish', session }, async () => {
      const answer = await this.#finish(session, request);
      if (answer.kind !== 'complete') return toReply(answer);
      const reply: Reply<FinishAnswer> = { value: answer, answer: { answer: 'ok', object: answer.delivered.externalId } };
      return this.remote.finalAnswer(request.attempt, reply, signal);
    });
  }

  cancel(session: string, request: DeliveryRequest): Promise<EndedSession | { readonly kind: 'cancelled' }> {
    const { storage } = this.remote.parts;
    const { assetId } = request;
    return this.remote.ask(request, { kind: 'cancel', session }, async () => {
      const removed = await storage.remove('sessions', { assetId, id: session });
      return toReply(removed ? ({ kind: 'cancelled' } as const) : await this.#findEnd(session, request));
    });
  }

  async #state(session: string, request: DeliveryRequest): Promise<SessionState> {
    const { storage, settings } = this.remote.parts;
    const named = { assetId: request.assetId, id: session };
    await this.#expire(named);
    const part = await storage.open('sessions', named);
    if (part === undefined) return this.#findEnd(session, request);
    const offset = await measureAndClose(part);
    return settings.resumable || offset === 0 ? { kind: 'open', offset } : { kind: 'stuck' };
  }

  async #expire(named: { assetId: string; id: string }): Promise<void> {
    const { storage, settings } = this.remote.parts;
    const idleMs = await storage.idleMs('sessions', named);
    if (settings.sessionExpiresMs !== undefined && idleMs !== undefined && idleMs > settings.sessionExpiresMs)
      await storage.remove('sessions', named);
  }

  async #take(
    session: string,
    { request, hooks, offset }: { request: DeliveryRequest; hooks: TransferHooks; offset: number },
  ): Promise<SendResult> {
    const part = await this.remote.parts.storage.open('sessions', { assetId: request.assetId, id: session });
    if (part === undefined) return { kind: 'gone' };
    try {
      const transferred = await new Transfer(this.remote, request, part, hooks).from(offset);
      if (transferred.kind === 'taken' && this.remote.truncates(request.attempt))
        await part.cut(Math.floor(sumFileSizes(request) / 2));
      return transferred;
    } finally {
      await part.close();
    }
  }

  async #finish(session: string, request: DeliveryRequest): Promise<FinishAnswer> {
    const { storage, settings } = this.remote.parts;
    const named = { assetId: request.assetId, id: session };
    const part = await storage.open('sessions', named);
    if (part === undefined) return this.#findEnd(session, request);
    const offset = await measureAndClose(part);
    if (offset < sumFileSizes(request)) return { kind: 'incomplete', offset };
    // If another process moves it meanwhile, that is the object.
    if (!settings.detectsDuplicates) await storage.publish('sessions', named, session);
    else await storage.publishOnce('sessions', named, toObjectId(request.key));
    return this.#findEnd(session, request, false);
  }

  /** Returns the object of a session that does not exist any more, if there is one. */
  async #findEnd(session: string, request: DeliveryRequest, reconciled = true): Promise<EndedSession> {
    const { assetId } = request;
    const own = await this.remote.delivered(assetId, session, reconciled);
    const delivered: DeliveredObject | undefined = own ?? (await this.#duplicate(request, reconciled));
    return delivered === undefined ? { kind: 'gone' } : { kind: 'complete', delivered };
  }

  #duplicate({ assetId, key }: DeliveryRequest, reconciled: boolean): Promise<DeliveredObject | undefined> {
    const { detectsDuplicates } = this.remote.parts.settings;
    return detectsDuplicates ? this.remote.delivered(assetId, toObjectId(key), reconciled) : Promise.resolve(undefined);
  }
}
