import { setTimeout as delay } from 'node:timers/promises';
import { JetStreamApiCodes, jetstreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { STREAMS, type Commit } from '@throughline/contracts';
import { TRACEPARENT, getCurrentTrace } from '@throughline/telemetry';
import { AppendRefusedError, OutcomeUnknownError, RevisionConflictError } from '../errors/errors.js';
import type { AppendResult } from '../event-store.js';
import { positionOf, revisionOf, sequenceOf, type Revision } from '../order/order.js';
import { PublishRefusedError, getPublisher } from './publisher.js';
import { answerWithin } from './answer-within.js';
import { getConnectionWatch } from './connection.js';
import { EXPECTED_LAST, MSG_ID } from './message.js';

export interface AppendTimes {
  readonly answerMs: number;
  /** Time limit for all tries. After it the outcome is unknown. */
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
/** Pause between tries while the server answers but cannot store, e.g. because it starts or elects a leader. */
const PAUSE_MS = 50;

type Outcome =
  | { readonly stored: AppendResult }
  | { readonly conflict: RevisionConflictError }
  | { readonly refused: PublishRefusedError }
  | 'unknown';

const toAppendResult = (sequence: number, duplicate: boolean): AppendResult => ({
  revision: revisionOf(sequence),
  position: positionOf(sequence),
  duplicate,
});

/**
 * One append. Publishes the same bytes until the outcome is known, because deciding anew could repeat an effect that is already
 * stored.
 */
export class AppendOperation {
  constructor(
    private readonly nc: NatsConnection,
    private readonly request: AppendRequest,
    private readonly times: AppendTimes,
  ) {}

  async run(): Promise<AppendResult> {
    const deadline = Date.now() + this.times.totalMs;
    let doubt: unknown;
    while (doubt === undefined || Date.now() < deadline) {
      const outcome = await answerWithin(deadline - Date.now(), () => this.tryOnce()).catch((error: unknown) => {
        doubt = error;
        return 'unknown' as const;
      });
      if (outcome !== 'unknown') return this.conclude(outcome, doubt);
      await getConnectionWatch(this.nc).settled(Math.max(0, deadline - Date.now()));
      if (this.nc.isClosed()) break;
      await delay(PAUSE_MS);
    }
    const { assetId, commit } = this.request;
    throw new OutcomeUnknownError(assetId, commit.id, { cause: doubt });
  }

  private conclude(outcome: Exclude<Outcome, 'unknown'>, doubt: unknown): AppendResult {
    if ('stored' in outcome) return outcome.stored;
    if ('conflict' in outcome) throw outcome.conflict;
    const { assetId, commit } = this.request;
    // Refusal of a later try does not mean that an earlier one was refused.
    if (doubt !== undefined) throw new OutcomeUnknownError(assetId, commit.id, { cause: outcome.refused });
    throw new AppendRefusedError(assetId, String(outcome.refused.code), outcome.refused.description);
  }

  private async tryOnce(): Promise<Outcome> {
    const { subject, bytes, commit, expected } = this.request;
    const fields = headers();
    fields.set(MSG_ID, commit.id);
    fields.set(EXPECTED_LAST, expected);
    const trace = getCurrentTrace();
    if (trace !== undefined) fields.set(TRACEPARENT, trace);
    try {
      const { sequence, duplicate } = await getPublisher(this.nc).publish(subject, bytes, fields, this.times.answerMs);
      // The broker detects duplicates by message id alone, across all subjects, so check whose commit it remembers.
      return duplicate ? await this.answered(this.lookAt(sequence)) : { stored: toAppendResult(sequence, false) };
    } catch (error) {
      if (error instanceof PublishRefusedError && CONFLICTS.includes(error.code)) return this.answered(this.lookForOwn(error));
      if (error instanceof PublishRefusedError && error.status < SERVER_ERROR) return { refused: error };
      throw error;
    }
  }

  private answered<T>(look: Promise<T>): Promise<T> {
    return getConnectionWatch(this.nc).answerOf(look);
  }

  private async lookAt(sequence: number): Promise<Outcome> {
    const manager = await jetstreamManager(this.nc, { checkAPI: false });
    const found = await manager.streams.getMessage(STREAMS.events, { seq: sequence });
    const { subject, assetId, commit, expected } = this.request;
    if (found?.subject === subject && found.header.get(MSG_ID) === commit.id) return { stored: toAppendResult(sequence, true) };
    return { conflict: new RevisionConflictError(assetId, expected, undefined) };
  }

  /** Looks for this commit as the cause of the conflict. Asks the stream's leader, because a replica may lag. */
  private async lookForOwn(cause: unknown): Promise<Outcome> {
    const { subject, assetId, commit, expected } = this.request;
    const manager = await jetstreamManager(this.nc, { checkAPI: false });
    let actual: Revision | undefined;
    for (let from = sequenceOf(expected) + 1; ;) {
      const nextOfAsset = { seq: from, next_by_subj: subject };
      const found = await manager.streams.getMessage(STREAMS.events, nextOfAsset);
      if (found === null) return { conflict: new RevisionConflictError(assetId, expected, actual, { cause }) };
      if (found.header.get(MSG_ID) === commit.id) return { stored: toAppendResult(found.seq, true) };
      actual = revisionOf(found.seq);
      from = found.seq + 1;
    }
  }
}
