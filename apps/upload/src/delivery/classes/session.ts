import { PermanentError, RetryableError, type Json } from '@throughline/contracts';
import type { DeliveredObject, SessionDestination } from '../../kit/destination.js';
import type { DeliveryAttempt, DeliveryEnd, DeliveryNotes } from '../attempt.js';
import { recordFinalising, recordNotFinalised } from '../finalising.js';
import { isElsewhere, type RecordedSession } from '../delivery-record.js';
import { isWhole } from '../whole-object.js';
import { runInTime, isSuperseded } from './clean-up.js';
import { lookUpContent, findEarlierDelivery } from './earlier-delivery.js';

/** Sessions that one attempt may open: a second one if the destination loses the first. */
const MAX_SESSIONS = 2;

interface SessionOffset {
  readonly session: string;
  readonly offset: number;
}

/**
 * Sends into a session whose id is on record before its first byte. Later attempts, also of later runs, resume that session or
 * cancel it before they open another.
 */
export class SessionDelivery {
  readonly #notes: Record<string, Json> = {};
  #session: string | undefined;
  /** Key of content for which a finalising request may have been sent, without a refusal as answer. */
  #askedToFinish: string | undefined;

  constructor(
    private readonly destination: SessionDestination,
    private readonly attempt: DeliveryAttempt,
  ) {
    this.#askedToFinish = attempt.recorded.finalising;
  }

  async run(): Promise<DeliveryEnd> {
    const earlier = await findEarlierDelivery(this.destination, this.attempt);
    if (earlier !== undefined) return earlier;
    try {
      const { session } = this.attempt.recorded;
      const found = session === undefined ? undefined : await this.#pickUp(session);
      return found !== undefined && 'kind' in found ? found : await this.#transfer(found);
    } catch (error) {
      await this.#abandon();
      throw error;
    }
  }

  /**
   * Continues a recorded session. Returns the offset, or the end of the delivery, or `undefined` if a new session is needed.
   */
  async #pickUp(recorded: RecordedSession): Promise<SessionOffset | DeliveryEnd | undefined> {
    const { request, hooks } = this.attempt;
    if (isElsewhere(recorded.place, this.destination)) return this.#leave(recorded);
    if (recorded.key !== request.key) return this.#cancel(recorded);
    const state = await this.destination.inspect(recorded.id, request, hooks.signal);
    switch (state.kind) {
      case 'complete':
        return this.#delivered({ ...state.delivered, reconciled: true }, recorded.key);
      case 'open':
        this.#notes['resumed_at'] = state.offset;
        return { session: recorded.id, offset: state.offset };
      case 'stuck':
        return this.#cancel(recorded);
      case 'gone':
        return this.#concludeMissing(recorded);
    }
  }

  /** Cancels a session. If it was finalised meanwhile, its object counts as the delivery. */
  async #cancel(recorded: RecordedSession): Promise<DeliveryEnd | undefined> {
    const { request, hooks } = this.attempt;
    // The process may have been suspended: confirm the lease, as the next attempt may use the session.
    await hooks.confirm();
    // The destination may keep its notes by the key, which is another one if the content has changed.
    const state = await this.destination.cancel(recorded.id, { ...request, key: recorded.key }, hooks.signal);
    switch (state.kind) {
      case 'complete':
        return this.#delivered({ ...state.delivered, reconciled: true }, recorded.key);
      case 'gone':
        return this.#concludeMissing(recorded);
      case 'cancelled':
        await this.#forget('cancelled_session', recorded.id);
        return undefined;
    }
  }

  /**
   * An unknown session can only have become an object if it was asked to finalise. Ask the destination, or else a person.
   * Returns `undefined` if another session may be opened.
   */
  async #concludeMissing({ id, key }: Pick<RecordedSession, 'id' | 'key'>): Promise<DeliveryEnd | undefined> {
    if (this.#askedToFinish === key) {
      if (this.destination.reconcile === undefined) return { kind: 'unconfirmed', key, notes: this.#notes };
      const delivered = await lookUpContent(this.destination, this.attempt, key);
      if (delivered !== undefined) return this.#delivered({ ...delivered, reconciled: true }, key);
    }
    await this.#forget('lost_session', id);
    return undefined;
  }

  /**
   * The output leads to another account or folder now, where the session id means nothing. If it may have been finalised, only
   * a person can check.
   */
  async #leave(recorded: RecordedSession): Promise<DeliveryEnd | undefined> {
    const place = recorded.place ?? this.destination.place;
    if (this.#askedToFinish === recorded.key) return { kind: 'unconfirmed', key: recorded.key, notes: { ...this.#notes, place } };
    await this.#forget('session_elsewhere', recorded.id);
    this.#notes['session_place'] = place;
    return undefined;
  }

  async #transfer(from: SessionOffset | undefined): Promise<DeliveryEnd> {
    const { request, hooks } = this.attempt;
    let at = from;
    for (let sessions = 0; sessions < MAX_SESSIONS; sessions += 1) {
      at ??= { session: await this.#open(), offset: 0 };
      this.#session = at.session;
      const sent = await this.destination.send(at, request, hooks);
      if (sent === 'sent') return this.#finish(at.session);
      const ended = await this.#concludeMissing({ id: at.session, key: request.key });
      if (ended !== undefined) return ended;
      at = undefined;
    }
    throw new RetryableError('session-lost', `The output '${request.output}' has lost the upload session more than once`);
  }

  async #open(): Promise<string> {
    const { request, hooks } = this.attempt;
    await hooks.confirm();
    const session = await this.destination.open(request, hooks.signal);
    try {
      await hooks.checkpoint({ session: { id: session, key: request.key, place: this.destination.place }, finalising: null });
    } catch (error) {
      // The session may not be on record, so nothing would ever end it. If it is on record, the next attempt finds it gone.
      await runInTime((late) => this.destination.cancel(session, request, late));
      throw error;
    }
    return session;
  }

  async #finish(session: string): Promise<DeliveryEnd> {
    const { request, hooks } = this.attempt;
    await recordFinalising(hooks, { key: request.key, place: this.destination.place });
    this.#askedToFinish = request.key;
    const answer = await this.destination.finish(session, request, hooks.signal);
    switch (answer.kind) {
      case 'complete':
        return this.#delivered(answer.delivered, request.key);
      case 'refused':
        await recordNotFinalised(hooks);
        throw answer.error;
      case 'incomplete':
        await recordNotFinalised(hooks);
        throw new RetryableError(
          'truncated',
          `The output '${request.output}' has kept ${String(answer.offset)} bytes; the rest is sent again`,
        );
      case 'gone': {
        // The request may have been carried out, at an earlier try or for another process.
        const ended = await this.#concludeMissing({ id: session, key: request.key });
        if (ended !== undefined) return ended;
        throw new RetryableError('session-lost', `The output '${request.output}' has lost the upload session`);
      }
    }
  }

  #delivered(delivered: DeliveredObject, key: string): DeliveryEnd {
    const { request } = this.attempt;
    if (key === request.key && !isWhole(request, delivered))
      throw new PermanentError(
        'truncated',
        `The output '${request.output}' reports fewer bytes than were sent. Remove the broken object there, then run the recording again`,
      );
    return { kind: 'delivered', key, delivered, notes: this.#notes };
  }

  async #forget(why: keyof DeliveryNotes, session: string): Promise<void> {
    this.#notes[why] = session;
    this.#askedToFinish = undefined;
    await this.attempt.hooks.checkpoint({ session: null, finalising: null, [why]: session });
  }

  /**
   * After a cancel, a reset or an unstick, an open session would stay at the destination until it expires.
   * It may only be cancelled if no other attempt continues it, so it is kept:
   * after a shutdown or a lost lease (the next attempt resumes it), after a finalising request (unless the destination can
   * cancel that too), and if the log cannot be read.
   * A new run can still start after the log was read. It then finds the session gone, and opens another at the cost of the sent
   * bytes.
   * It never makes a second object, because the destination either cancels or finalises a session.
   */
  async #abandon(): Promise<void> {
    const { hooks, request } = this.attempt;
    const isFinal = this.#askedToFinish !== undefined && this.destination.cancelsUnanswered !== true;
    if (this.#session === undefined || isFinal || !isSuperseded(hooks.signal)) return;
    const session = this.#session;
    await runInTime(async (late) => {
      if ((await hooks.abandoned?.()) === true) await this.destination.cancel(session, request, late);
    });
  }
}
