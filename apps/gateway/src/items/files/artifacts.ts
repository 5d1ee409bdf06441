import type { ArtifactStore } from '@throughline/artifact-store';
import type { Token } from '../../provide.js';

export const ARTIFACTS: Token<ArtifactStore> = Symbol('ArtifactStore');
/** The free bytes of the artifacts' disk; undefined for a bucket, which does not report them. */
export const FREE_BYTES: Token<() => Promise<number | undefined>> = Symbol('FreeBytes');
