import type { JsonObject } from '@throughline/contracts';
import type { Asset, StepState } from '../state.js';

/**
 * The version for the browser of a file. `not-needed`: browsers play the file itself. `pending`: the next attempt makes it.
 * `partial`: it ends where the damaged file breaks off. `failed`: the tools cannot convert the file.
 */
export const WEB_VERSION_STATES = ['not-needed', 'pending', 'ready', 'partial', 'failed'] as const;
export type WebVersionState = (typeof WEB_VERSION_STATES)[number];

/** The facts that an attempt at the previews reports. */
export interface PreviewResult {
  /** The SHA-256 of the file that they show, in hex. */
  readonly fileSha256: string;
  /** Absent for documents. */
  readonly web?: WebVersionState;
}

/** The key of a preview's result that names its file. */
export const PREVIEWED_FILE = 'file_sha256';

/**
 * The number of the present set of previews, which grows with each new part. Earlier sets lack sprites and the version for the
 * browser. A document has the same previews since the first set.
 */
const PREVIEW_SET = 2;

const isWebVersionState = (value: unknown): value is WebVersionState => WEB_VERSION_STATES.some((state) => state === value);

export const toPreviewResult = ({ fileSha256, web }: PreviewResult): JsonObject => ({
  [PREVIEWED_FILE]: fileSha256,
  set: PREVIEW_SET,
  ...(web === undefined ? {} : { web }),
});

/** Returns the facts of the newest complete previews, which stay while the step runs again. */
export function readPreviewResult(step: StepState | undefined): PreviewResult | undefined {
  const result = step !== undefined && 'result' in step ? step.result : undefined;
  const fileSha256 = result?.[PREVIEWED_FILE];
  if (typeof fileSha256 !== 'string') return undefined;
  const web = result?.['web'];
  return { fileSha256, ...(isWebVersionState(web) ? { web } : {}) };
}

/** Returns true for complete previews that lack a part which this release makes. */
export function isEarlierSet({ pipeline, preview }: Pick<Asset, 'pipeline' | 'preview'>): boolean {
  const set = preview !== undefined && 'result' in preview ? preview.result['set'] : undefined;
  return pipeline !== 'document' && !(typeof set === 'number' && set >= PREVIEW_SET);
}
