import type { WorkerService } from '@throughline/contracts';

export interface DeadLetter {
  readonly service: WorkerService;
  /** `undefined` if the subject names no asset. */
  readonly assetId: string | undefined;
  readonly subject: string;
  readonly bytes: Uint8Array;
  /** Headers without those that control the broker. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly reason: string;
}

export interface StoredDeadLetter extends DeadLetter {
  /** Opaque. Pass the last id to `list` for the next page. */
  readonly id: string;
  readonly storedAt: string;
}

export interface DeadLetters {
  /** Resolves once stored. The same `sourceId` again adds no second letter. */
  put(letter: DeadLetter & { readonly sourceId: string }): Promise<void>;
  list(options?: {
    readonly service?: WorkerService;
    readonly after?: string;
    readonly limit?: number;
  }): Promise<readonly StoredDeadLetter[]>;
}

export const DEFAULT_LIST_LIMIT = 100;

/** Removes headers that would make the broker drop a copy as a duplicate, expire it, or refuse it. */
export const removeControlHeaders = (
  headers: readonly (readonly [name: string, value: string])[],
): readonly (readonly [name: string, value: string])[] => headers.filter(([name]) => !/^nats-/i.test(name));

const MAX_REASON = 500;
export const formatReason = (reason: string): string =>
  // Control characters would end the header early.
  reason
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_REASON);
