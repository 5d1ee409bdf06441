/** Opaque: what a record was when it was read or written. */
export type RecordRevision = string & { readonly brand: 'record-revision' };

export interface StoredRecord {
  readonly text: string;
  readonly revision: RecordRevision;
}

/** What a record must be for a write to happen. */
export type Expected = RecordRevision | 'absent' | 'anything';

/** Small texts by name, each read from where it was last written. Names are parts joined by dots. */
export interface Records {
  read(name: string): Promise<StoredRecord | undefined>;
  /** Throws `record-conflict` where it is not what was expected. Whatever else it throws leaves open whether it was written. */
  write(name: string, text: string, expected: Expected): Promise<RecordRevision>;
  /** What is not there is satisfied. With a revision, only that one is removed; throws `record-conflict` else. */
  remove(name: string, expected?: RecordRevision): Promise<void>;
}

/** Somebody else has written it in between: read it again. */
export class RecordConflictError extends Error {
  readonly kind = 'record-conflict';
  constructor(name: string, options?: ErrorOptions) {
    super(`The record ${name} was changed by somebody else; read it again`, options);
    this.name = 'RecordConflictError';
  }
}

/** The broker did not answer, or has no such bucket. Nothing is known to have happened. */
export class RecordsAwayError extends Error {
  readonly kind = 'infrastructure';
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'RecordsAwayError';
  }
}

const PART = /^[A-Za-z0-9_-]+$/;

/** A part with a dot or wildcard would name another record than its own. */
export function recordName(...parts: readonly string[]): string {
  for (const part of parts) if (!PART.test(part)) throw new RangeError(`No part of a record's name: ${JSON.stringify(part)}`);
  return parts.join('.');
}
