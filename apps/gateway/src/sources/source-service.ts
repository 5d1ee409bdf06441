import {
  kindOf,
  type LocatedFile,
  type OutputType,
  type SourceConfig,
  type SourceError,
  type SourceListRequest,
  type SourceLocateRequest,
  type SourcePage,
  type SourceRetired,
  type SourceTaken,
  type SourceTest,
  type SourceTestReport,
} from '@throughline/contracts';
import type { AccountTests } from '../credentials/index.js';
import type { Token } from '../kit/provide.js';

/** A problem of a source, which its user can read and perhaps mend. */
export class SourceProblem extends Error {
  readonly kind = 'source-problem';
  readonly code: string;

  constructor({ code, message }: SourceError) {
    super(message);
    this.name = 'SourceProblem';
    this.code = code;
  }
}

export const isSourceProblem = (error: unknown): error is SourceProblem => kindOf(error) === 'source-problem';

export interface SourceItemRef {
  readonly source: SourceConfig;
  readonly externalId: string;
}

/**
 * The ingest service, which alone reads sources. Throws a `SourceProblem` for a problem of the source, and the problem
 * `no-ingest-service` if the service does not answer.
 */
export interface SourceService extends AccountTests {
  types(): Promise<readonly OutputType[]>;
  test(question: SourceTest): Promise<SourceTestReport>;
  list(request: SourceListRequest): Promise<SourcePage>;
  /** Stores the bytes of an item under the asset's upload. Repeated until they are stored. */
  take(item: SourceItemRef, assetId: string): Promise<SourceTaken>;
  retire(item: SourceItemRef): Promise<SourceRetired>;
  /** Looks at files below folders of the operator. Returns one answer for each file, in their order. */
  locate(files: SourceLocateRequest['files']): Promise<readonly LocatedFile[]>;
}

export const SOURCE_SERVICE: Token<SourceService> = Symbol('SourceService');
