import type { Token } from '../../kit/provide.js';
import type { LastTest, NewOwnOutput, OwnOutput, OwnOutputContent, OwnOutputId } from './own-output.js';

/** `name-taken`: another own output of the library has the name. `credential-gone`: the credential does not exist (any more). */
export type OwnOutputConflict = 'name-taken' | 'credential-gone';

/** An own output as the caller has read it. */
export type ReadOwnOutput = Pick<OwnOutput, 'id' | 'revision'>;

export type EndedTest = Omit<LastTest, 'at'>;

/** Changes succeed only at the revision that was read; `stale` also means that the own output no longer exists. */
export interface OwnOutputStore {
  /** Oldest first. */
  list(libraryId: string): Promise<readonly OwnOutput[]>;
  /** Returns texts that differ after each change of an own output of a library. Absent: it has none. */
  versionsOf(libraryIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  find(id: OwnOutputId): Promise<OwnOutput | undefined>;
  add(output: NewOwnOutput): Promise<OwnOutput | OwnOutputConflict>;
  /** Also forgets the last test. */
  replace(read: ReadOwnOutput, content: OwnOutputContent): Promise<OwnOutput | 'stale' | 'credential-gone'>;
  /** Stores the result of a test that has just ended. Does nothing if the revision is stale. */
  recordTest(read: ReadOwnOutput, test: EndedTest): Promise<void>;
  /** Returns false if the revision is stale. */
  remove(read: ReadOwnOutput): Promise<boolean>;
}

export const OWN_OUTPUT_STORE: Token<OwnOutputStore> = Symbol('OwnOutputStore');
