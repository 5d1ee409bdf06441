import type { WorkerService } from '@throughline/contracts';

/** What could not be read, as it came. */
export interface DeadLetter {
  readonly service: WorkerService;
  /** Undefined where not even the subject names an asset. */
  readonly assetId: string | undefined;
  /** Where the message was. */
  readonly subject: string;
  readonly bytes: Uint8Array;
  /** Without those that the broker gives a meaning to. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly reason: string;
}

export interface StoredDeadLetter extends DeadLetter {
  /** Opaque; give the last one to go on listing after it. */
  readonly id: string;
  readonly storedAt: string;
}

export interface DeadLetters {
  /** Resolves once stored. The same `sourceId` again is one letter. */
  put(letter: DeadLetter & { readonly sourceId: string }): Promise<void>;
  /** Oldest first. */
  list(options?: {
    readonly service?: WorkerService;
    readonly after?: string;
    readonly limit?: number;
  }): Promise<readonly StoredDeadLetter[]>;
}

export const DEFAULT_LIST_LIMIT = 100;

/** A copy that kept them would be dropped as a duplicate, expire, or be refused. */
export const withoutControlHeaders = (
  headers: readonly (readonly [name: string, value: string])[],
): readonly (readonly [name: string, value: string])[] => headers.filter(([name]) => !/^nats-/i.test(name));

const MAX_REASON = 500;
/** A reason becomes a header: one line, of bounded length. */
export const reasonLine = (reason: string): string =>
  // Control characters would end the header early.
  reason
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_REASON);
