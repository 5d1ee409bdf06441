import { PermanentError, RetryableError, type Json } from '@throughline/contracts';
import type { Delivered, SessionDestination } from '../../destinations/destination.js';
import type { DeliveryAttempt, DeliveryEnd, Notes } from '../attempt.js';
import { aboutToFinalise, notFinalised } from '../finalising.js';
import { isElsewhere, type RecordedSession } from '../recorded.js';
import { isWhole } from '../whole.js';
import { inTime, isSuperseded } from './abandoning.js';
import { askFor, earlierDelivery } from './earlier.js';

/** Sessions that one attempt opens at most: the second where the first one was taken away under it. */
const MOST_SESSIONS = 2;

interface At {
  readonly session: string;
  readonly offset: number;
}

/**
 * Sends into a session whose id is on record before its first byte. A later attempt, of a later run too, asks the destination
 * about that very session: it resumes it, or cancels it and says so before it opens another.
 */
export class SessionDelivery {
  readonly #notes: Record<string, Json> = {};
  /** The session that this attempt sends into. */
  #session: string | undefined;
  /** Content whose finalising request this attempt or one before it may have sent, without an answer that nothing was made of it. */
  #askedToFinish: string | undefined;

  constructor(
    private readonly destination: SessionDestination,
    private readonly attempt: DeliveryAttempt,
  ) {
    this.#askedToFinish = attempt.recorded.finalising;
  }

  async run(): Promise<DeliveryEnd> {
    const earlier = await earlierDelivery(this.destination, this.attempt);
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

  /** What became of a session that is on record: where to go on, or how it has ended, or nothing where another is to be opened. */
  async #pickUp(recorded: RecordedSession): Promise<At | DeliveryEnd | undefined> {
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
        return this.#gone(recorded);
    }
  }

  /** Where it was finalised meanwhile, that is the one object; else it can make none any more. */
  async #cancel(recorded: RecordedSession): Promise<DeliveryEnd | undefined> {
    const { request, hooks } = this.attempt;
    // A sleeper that wakes here must not end what its successor has taken up.
    await hooks.confirm();
    const state = await this.destination.cancel(recorded.id, request, hooks.signal);
    switch (state.kind) {
      case 'complete':
        return this.#delivered({ ...state.delivered, reconciled: true }, recorded.key);
      case 'gone':
        return this.#gone(recorded);
      case 'cancelled':
        await this.#forget('cancelled_session', recorded.id);
        return undefined;
    }
  }

  /**
   * A session that the destination no longer knows has made an object only if it was asked to. The destination says whether it has; where it
   * cannot be asked, a person does. Undefined where another session may be opened.
   */
  async #gone({ id, key }: Pick<RecordedSession, 'id' | 'key'>): Promise<DeliveryEnd | undefined> {
    if (this.#askedToFinish === key) {
      if (this.destination.reconcile === undefined) return { kind: 'unconfirmed', key, notes: this.#notes };
      const delivered = await askFor(this.destination, this.attempt, key);
      if (delivered !== undefined) return this.#delivered({ ...delivered, reconciled: true }, key);
    }
    await this.#forget('lost_session', id);
    return undefined;
  }

  /**
   * The output leads to another account or folder now, where this id means nothing, or somebody else's session. Never finalised, it makes no
   * object; where it may have been, only a person who looks there can tell.
   */
  async #leave(recorded: RecordedSession): Promise<DeliveryEnd | undefined> {
    const place = recorded.place ?? this.destination.place;
    if (this.#askedToFinish === recorded.key) return { kind: 'unconfirmed', key: recorded.key, notes: { ...this.#notes, place } };
    await this.#forget('session_elsewhere', recorded.id);
    this.#notes['session_place'] = place;
    return undefined;
  }

  async #transfer(from: At | undefined): Promise<DeliveryEnd> {
    const { request, hooks } = this.attempt;
    let at = from;
    for (let sessions = 0; sessions < MOST_SESSIONS; sessions += 1) {
      at ??= { session: await this.#open(), offset: 0 };
      this.#session = at.session;
      const sent = await this.destination.send(at, request, hooks);
      if (sent === 'sent') return this.#finish(at.session);
      const ended = await this.#gone({ id: at.session, key: request.key });
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
      // Nobody may know of it, so nobody would ever end it. Where it is on record after all, it is found to be gone.
      await inTime((late) => this.destination.cancel(session, request, late));
      throw error;
    }
    return session;
  }

  async #finish(session: string): Promise<DeliveryEnd> {
    const { request, hooks } = this.attempt;
    await aboutToFinalise(hooks, { key: request.key, place: this.destination.place });
    this.#askedToFinish = request.key;
    const answer = await this.destination.finish(session, request, hooks.signal);
    switch (answer.kind) {
      case 'complete':
        return this.#delivered(answer.delivered, request.key);
      case 'refused':
        await notFinalised(hooks);
        throw answer.error;
      case 'incomplete':
        await notFinalised(hooks);
        throw new RetryableError(
          'truncated',
          `The output '${request.output}' has kept ${String(answer.offset)} bytes of what it was sent; the rest is sent again`,
        );
      case 'gone': {
        // The request may have been carried out, by a sleeper that sent it too or at its first arrival.
        const ended = await this.#gone({ id: session, key: request.key });
        if (ended !== undefined) return ended;
        throw new RetryableError('session-lost', `The output '${request.output}' has lost the upload session`);
      }
    }
  }

  #delivered(delivered: Delivered, key: string): DeliveryEnd {
    const { request } = this.attempt;
    if (key === request.key && !isWhole(request, delivered))
      throw new PermanentError(
        'truncated',
        `The output '${request.output}' says that it holds less than it was sent: remove the broken object there, then run the recording again`,
      );
    return { kind: 'delivered', key, delivered, notes: this.#notes };
  }

  async #forget(why: keyof Notes, session: string): Promise<void> {
    this.#notes[why] = session;
    this.#askedToFinish = undefined;
    await this.attempt.hooks.checkpoint({ session: null, finalising: null, [why]: session });
  }

  /**
   * After a cancel, a reset or an unstick by a person a session would lie at the destination until that clears it away. It may be ended only
   * where nobody goes on with it: a successor resumes the session that is on record. So nothing is done after a shutdown or a lost lease
   * (there is a successor), nor once it may have been finalised, nor where the log cannot be asked. A run that begins after the log was asked can
   * still meet us: it finds the session gone and opens another, which costs it the bytes and never makes a second object, as the
   * destination either cancels or finalises a session.
   */
  async #abandon(): Promise<void> {
    const { hooks, request } = this.attempt;
    if (this.#session === undefined || this.#askedToFinish !== undefined || !isSuperseded(hooks.signal)) return;
    const session = this.#session;
    await inTime(async (late) => {
      if ((await hooks.abandoned?.()) === true) await this.destination.cancel(session, request, late);
    });
  }
}
