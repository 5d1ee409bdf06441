import type { Artifact, JsonObject } from '@throughline/contracts';
import type { Source, SourceFile } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';

/** The bytes of an item: a local path, and the key in the artifact store. */
export interface FetchedSource {
  readonly path: string;
  readonly file: Pick<Artifact, 'key' | 'size' | 'sha256'>;
  /** Stored files that the service has beside the recording, such as its chat. */
  readonly sideFiles?: readonly Artifact[];
  /** All files that the service has of the item, if it has several. Names of kinds, never of content. */
  readonly files?: readonly SourceFile[];
  /** Facts about the bytes for the result of the step, nothing of their content. */
  readonly facts?: JsonObject;
}

/** A kind of source: one folder of code and one line in the registry. */
export interface SourceType {
  /** Fetches all bytes. Throws the errors of a step handler. */
  fetch(source: Source, context: StepContext): Promise<FetchedSource>;
}
