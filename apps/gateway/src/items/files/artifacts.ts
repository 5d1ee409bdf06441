import { NOTHING_LEFT, type ArtifactStore } from '@throughline/artifact-store';
import type { Token } from '../../kit/provide.js';

export const ARTIFACTS: Token<ArtifactStore> = Symbol('ArtifactStore');
/** The free bytes of the artifacts' disk; undefined for a bucket, which does not report them. */
export const FREE_BYTES: Token<() => Promise<number | undefined>> = Symbol('FreeBytes');
/** Returns the reason why nothing can be stored at present, with what helps. */
export const STORAGE_PROBLEM: Token<() => Promise<string | undefined>> = Symbol('StorageProblem');

export interface StorageParts {
  readonly brokerProblem: () => Promise<string | undefined>;
  readonly freeBytes: () => Promise<number | undefined>;
}

/** Returns the reason why the artifacts have no space. */
export async function findFullStore(freeBytes: StorageParts['freeBytes']): Promise<string | undefined> {
  const free = await freeBytes().catch(() => undefined);
  return free !== undefined && free < NOTHING_LEFT ? 'The disk of the artifacts is full: free some space' : undefined;
}

export async function findStorageProblem({ brokerProblem, freeBytes }: StorageParts): Promise<string | undefined> {
  const refusal = await brokerProblem();
  return refusal === undefined ? findFullStore(freeBytes) : `NATS stores no messages (${refusal}): free some space`;
}
