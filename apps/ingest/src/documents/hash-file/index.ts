import { PermanentError, type Artifact } from '@throughline/contracts';
import type { StepHandler } from '@throughline/engine';
import { findSourceType } from '../../sources/registry.js';
import type { IntakeParts } from '../intake-parts.js';

/** `hash_file`: fetches the bytes and hashes them. The hash proves the promised content and reveals duplicates. */
export const hashFile = ({ types }: IntakeParts): StepHandler => ({
  async run(context) {
    const { source } = context;
    if (source === undefined) throw new PermanentError('source-missing', 'The document has no source yet');
    const started = performance.now();
    const { file } = await findSourceType(source.kind, types).fetch(source, context);
    const told = 'mediaType' in source ? source.mediaType : 'application/octet-stream';
    const artifact: Artifact = { role: 'source', name: 'original', mediaType: told, ...file };
    return {
      kind: 'completed',
      result: { sha256: file.sha256, size: file.size },
      artifacts: [artifact],
      metrics: { bytes: file.size, elapsed_ms: Math.round(performance.now() - started) },
    };
  },
});
