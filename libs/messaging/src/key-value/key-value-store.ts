export type RecordRevision = string & { readonly brand: 'record-revision' };

export interface StoredRecord {
  readonly text: string;
  readonly revision: RecordRevision;
}

export type ExpectedRevision = RecordRevision | 'absent' | 'anything';

/** Small texts by name. A read returns the last write. Names are parts joined by dots. */
export interface KeyValueStore {
  read(name: string): Promise<StoredRecord | undefined>;
  /** Throws `record-conflict` if the record is not as expected. After any other error the outcome is unknown. */
  write(name: string, text: string, expected: ExpectedRevision): Promise<RecordRevision>;
  /** Succeeds if the record is absent. With a revision, removes only that revision or throws `record-conflict`. */
  remove(name: string, expected?: RecordRevision): Promise<void>;
}

/** Another writer changed the record: read it again. */
export class RecordConflictError extends Error {
  readonly kind = 'record-conflict';
  constructor(name: string, options?: ErrorOptions) {
    super(`The record ${name} was changed by somebody else; read it again`, options);
    this.name = 'RecordConflictError';
  }
}

/** The broker did not answer, or the store does not exist. The outcome of a write is unknown. */
export class KeyValueUnavailableError extends Error {
  readonly kind = 'infrastructure';
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'KeyValueUnavailableError';
  }
}

const PART = /^[A-Za-z0-9_-]+$/;

/** Builds a name. Rejects parts with a dot or wildcard, which would name another record. */
export function recordName(...parts: readonly string[]): string {
  for (const part of parts) if (!PART.test(part)) throw new RangeError(`No part of a record's name: ${JSON.stringify(part)}`);
  return parts.join('.');
}
