import { JetStreamApiError, jetstream, jetstreamManager, type StoredMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';
import { kindOf } from '@throughline/contracts';
import { subjectOf, streamOf } from './key-value-streams.js';
import type { FollowOptions, FollowableKeyValueStore } from './follow.js';
import { followStore } from './follow.jetstream.js';
import {
  RecordConflictError,
  KeyValueUnavailableError,
  type ExpectedRevision,
  type RecordRevision,
  type KeyValueStore,
  type StoredRecord,
} from './key-value-store.js';

const TIMEOUT_MS = 5_000;
const TRIES = 3;
/** Another client wrote the subject in between. The server has two codes for it. */
const WRONG_LAST_SEQUENCE: ReadonlySet<number> = new Set([10_071, 10_164]);
const MESSAGE_NOT_FOUND = 10_037;
const EXPECTED_LAST = 'Nats-Expected-Last-Subject-Sequence';
const OPERATION = 'KV-Operation';

const revisionOf = (sequence: number): RecordRevision => String(sequence) as RecordRevision;
const codeIn = (error: unknown): number | undefined => (error instanceof JetStreamApiError ? error.code : undefined);
const isRemoved = ({ header }: StoredMsg): boolean => header.get(OPERATION) !== '';

export interface JetStreamKeyValueOptions {
  /**
   * `leader` reads the latest value and needs permission for the whole store. `subject` needs permission for single names
   * only; in a replicated store it may read a slightly older value.
   */
  readonly reads: 'leader' | 'subject';
}

/** Records in a KV bucket of NATS, compatible with any KV client. */
export class JetStreamKeyValueStore implements KeyValueStore, FollowableKeyValueStore {
  constructor(
    private readonly nc: NatsConnection,
    private readonly store: string,
    private readonly options: JetStreamKeyValueOptions = { reads: 'leader' },
  ) {}

  async read(name: string): Promise<StoredRecord | undefined> {
    const stored = await this.last(name);
    return stored === undefined || isRemoved(stored)
      ? undefined
      : { text: new TextDecoder().decode(stored.data), revision: revisionOf(stored.seq) };
  }

  async write(name: string, text: string, expected: ExpectedRevision): Promise<RecordRevision> {
    const fields = headers();
    const sequence = await this.expectedSequence(name, expected);
    if (sequence !== undefined) fields.set(EXPECTED_LAST, sequence);
    return this.publish(name, text, fields);
  }

  async remove(name: string, expected?: RecordRevision): Promise<void> {
    const stored = expected === undefined ? undefined : await this.last(name);
    if (stored !== undefined && isRemoved(stored)) return;
    const fields = headers();
    fields.set(OPERATION, 'PURGE');
    fields.set('Nats-Rollup', 'sub');
    if (expected !== undefined) fields.set(EXPECTED_LAST, expected);
    await this.publish(name, '', fields);
  }

  follow(filter: string, options: FollowOptions): Promise<void> {
    return followStore({ nc: this.nc, store: this.store, filter }, options);
  }

  /** Returns the expected sequence. For an absent record this is the sequence of its removal marker, if there is one. */
  private async expectedSequence(name: string, expected: ExpectedRevision): Promise<string | undefined> {
    if (expected === 'anything') return undefined;
    if (expected !== 'absent') return expected;
    const stored = await this.last(name);
    if (stored === undefined) return '0';
    if (!isRemoved(stored)) throw new RecordConflictError(name);
    return String(stored.seq);
  }

  /** Publishes until the broker answers. If a write was stored but its answer was lost, the stored text proves it. */
  private async publish(name: string, text: string, fields: MsgHdrs): Promise<RecordRevision> {
    const client = jetstream(this.nc, { timeout: TIMEOUT_MS });
    for (let tries = 1; ; tries += 1) {
      try {
        return revisionOf((await client.publish(subjectOf(this.store, name), text, { headers: fields })).seq);
      } catch (error) {
        if (WRONG_LAST_SEQUENCE.has(codeIn(error) ?? 0)) return this.ownOrConflict(name, text, { tries, error });
        if (tries === TRIES) throw this.away(`The record ${name} cannot be written`, error);
      }
    }
  }

  private async ownOrConflict(
    name: string,
    text: string,
    { tries, error }: { tries: number; error: unknown },
  ): Promise<RecordRevision> {
    const stored = tries > 1 ? await this.last(name) : undefined;
    if (stored !== undefined && new TextDecoder().decode(stored.data) === text) return revisionOf(stored.seq);
    throw new RecordConflictError(name, { cause: error });
  }

  private async last(name: string): Promise<StoredMsg | undefined> {
    const query = { last_by_subj: subjectOf(this.store, name) };
    try {
      const manager = await jetstreamManager(this.nc, { checkAPI: false, timeout: TIMEOUT_MS });
      const found =
        this.options.reads === 'leader'
          ? await manager.streams.getMessage(streamOf(this.store), query)
          : await manager.direct.getMessage(streamOf(this.store), query);
      return found ?? undefined;
    } catch (error) {
      if (codeIn(error) === MESSAGE_NOT_FOUND) return undefined;
      throw this.away(`The record ${name} cannot be read`, error);
    }
  }

  private away(what: string, cause: unknown): Error {
    return kindOf(cause) === 'infrastructure' && cause instanceof Error
      ? cause
      : new KeyValueUnavailableError(`${what}: the broker does not answer, or has no key-value store ${this.store}`, { cause });
  }
}
