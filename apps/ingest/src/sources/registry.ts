import { PermanentError, SIMULATED } from '@throughline/contracts';
import { simulatedSource } from './simulated/index.js';
import type { SourceType } from './source.js';
import { uploadSource } from './upload/index.js';
import { urlSource } from './url/index.js';
import type { UrlSettings } from './url/settings.js';

export interface SourceSettings {
  /** Simulated connectors are switched on. */
  readonly simulation: boolean;
  /** Without it only public addresses are fetched from, within the default limits. */
  readonly url?: UrlSettings;
}

/** Every kind of source: one folder and one line. */
export const sourceTypes = ({ simulation, url }: SourceSettings): Readonly<Record<string, SourceType>> => ({
  upload: uploadSource,
  url: urlSource(url),
  ...(simulation ? { [SIMULATED]: simulatedSource } : {}),
});

/** The source of a kind. A kind of a newer release, or one that is switched off, is told with what there is. */
export function sourceOf(kind: string, types: Readonly<Record<string, SourceType>>): SourceType {
  const type = Object.hasOwn(types, kind) ? types[kind] : undefined;
  if (type !== undefined) return type;
  const known = Object.keys(types).join(', ');
  if (kind === SIMULATED)
    throw new PermanentError(
      'simulation-off',
      'Simulated sources are switched off here; set TL_SIMULATION=on for the ingest service',
    );
  throw new PermanentError('source-unknown', `This release has no source of the kind '${kind}'; it has: ${known}`);
}
