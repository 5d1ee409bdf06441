import type { Artifact } from '@throughline/contracts';
import type { Source } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';

/** The bytes of a recording: where they can be read here, and where they stand in the artifact store. */
export interface Fetched {
  readonly path: string;
  readonly file: Pick<Artifact, 'key' | 'size' | 'sha256'>;
}

/** A kind of source: one folder of code and one line in the registry. */
export interface SourceType {
  /** Brings all bytes here. Throws as a step handler does. */
  fetch(source: Source, context: StepContext): Promise<Fetched>;
}
