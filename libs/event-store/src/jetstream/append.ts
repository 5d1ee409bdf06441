import { setTimeout as delay } from 'node:timers/promises';
import { JetStreamApiCodes, jetstreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { STREAMS, type Commit } from '@throughline/contracts';
import { TRACEPARENT, currentTrace } from '@throughline/telemetry';
import { AppendRefusedError, OutcomeUnknownError, RevisionConflictError } from '../errors/errors.js';
import type { Appended } from '../event-store.js';
import { positionOf, revisionOf, sequenceOf, type Revision } from '../order/order.js';
import { PublishRefusedError, publisherOf } from '../publisher/publisher.js';
import { connectionWatch } from './connection.js';
import { EXPECTED_LAST, MSG_ID } from './message.js';

export interface AppendTimes {
  /** One answer. */
  readonly answerMs: number;
  /** All tries together; after it the outcome is unknown. */
  readonly totalMs: number;
}
export const DEFAULT_APPEND_TIMES: AppendTimes = { answerMs: 5_000, totalMs: 15_000 };

export interface AppendRequest {
  readonly subject: string;
  readonly assetId: string;
  readonly commit: Commit;
  readonly bytes: Uint8Array;
  readonly expected: Revision;
}

const CONFLICTS: readonly number[] = [
  JetStreamApiCodes.StreamWrongLastSequence,
  JetStreamApiCodes.StreamWrongLastSequenceUnknown,
];
const SERVER_ERROR = 500;
/** Between two tries while the server answers, but cannot store: it is starting, or electing a leader. */
const PAUSE_MS = 50;

type Outcome =
  | { readonly stored: Appended }
  | { readonly conflict: RevisionConflictError }
  | { readonly refused: PublishRefusedError }
  | 'unknown';

const appended = (sequence: number, duplicate: boolean): Appended => ({
  revision: revisionOf(sequence),
  position: positionOf(sequence),
  duplicate,
});

/**
 * One append. What was decided is published again, the very same bytes, until its outcome is known: a new decision while
 * the first may be stored could do the same thing twice.
 */
export class Append {
  constructor(
    private readonly nc: NatsConnection,
    private readonly request: AppendRequest,
    private readonly times: AppendTimes,
  ) {}

  async run(): Promise<Appended> {
    const deadline = Date.now() + this.times.totalMs;
    let doubt: unknown;
    while (doubt === undefined || Date.now() < deadline) {
      const outcome = await this.tryOnce().catch((error: unknown) => {
        doubt = error;
        return 'unknown' as const;
      });
      if (outcome !== 'unknown') return this.conclude(outcome, doubt);
      await connectionWatch(this.nc).settled(Math.max(0, deadline - Date.now()));
      if (this.nc.isClosed()) break;
      await delay(PAUSE_MS);
    }
    const { assetId, commit } = this.request;
    throw new OutcomeUnknownError(assetId, commit.id, { cause: doubt });
  }

  private conclude(outcome: Exclude<Outcome, 'unknown'>, doubt: unknown): Appended {
    if ('stored' in outcome) return outcome.stored;
    if ('conflict' in outcome) throw outcome.conflict;
    const { assetId, commit } = this.request;
    // A refusal of the second try says nothing about the first.
    if (doubt !== undefined) throw new OutcomeUnknownError(assetId, commit.id, { cause: outcome.refused });
    throw new AppendRefusedError(assetId, String(outcome.refused.code), outcome.refused.description);
  }

  /** Throws where nothing can be said yet. */
  private async tryOnce(): Promise<Outcome> {
    const { subject, bytes, commit, expected } = this.request;
    const fields = headers();
    fields.set(MSG_ID, commit.id);
    fields.set(EXPECTED_LAST, expected);
    const trace = currentTrace();
    if (trace !== undefined) fields.set(TRACEPARENT, trace);
    try {
      const { sequence, duplicate } = await publisherOf(this.nc).publish(subject, bytes, fields, this.times.answerMs);
      // The broker de-duplicates by id alone, over all subjects: make sure that it is our commit that it remembers.
      return duplicate ? await this.answered(this.lookAt(sequence)) : { stored: appended(sequence, false) };
    } catch (error) {
      if (error instanceof PublishRefusedError && CONFLICTS.includes(error.code)) return this.answered(this.lookForOwn(error));
      if (error instanceof PublishRefusedError && error.status < SERVER_ERROR) return { refused: error };
      throw error;
    }
  }

  private answered<T>(look: Promise<T>): Promise<T> {
    return connectionWatch(this.nc).answerOf(look);
  }

  private async lookAt(sequence: number): Promise<Outcome> {
    const manager = await jetstreamManager(this.nc, { checkAPI: false });
    const found = await manager.streams.getMessage(STREAMS.events, { seq: sequence });
    const { subject, assetId, commit, expected } = this.request;
    if (found?.subject === subject && found.header.get(MSG_ID) === commit.id) return { stored: appended(sequence, true) };
    return { conflict: new RevisionConflictError(assetId, expected, undefined) };
  }

  /** Asks the leader, not a copy that may lag: is it our own commit that we conflict with? */
  private async lookForOwn(cause: unknown): Promise<Outcome> {
    const { subject, assetId, commit, expected } = this.request;
    const manager = await jetstreamManager(this.nc, { checkAPI: false });
    let actual: Revision | undefined;
    for (let from = sequenceOf(expected) + 1; ;) {
      const nextOfAsset = { seq: from, next_by_subj: subject };
      const found = await manager.streams.getMessage(STREAMS.events, nextOfAsset);
      if (found === null) return { conflict: new RevisionConflictError(assetId, expected, actual, { cause }) };
      if (found.header.get(MSG_ID) === commit.id) return { stored: appended(found.seq, true) };
      actual = revisionOf(found.seq);
      from = found.seq + 1;
    }
  }
}
