import { Controller, Inject } from '@nestjs/common';
import { PermanentError, type Artifact } from '@throughline/contracts';
import { detectMediaType } from '@throughline/documents';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Step } from '@throughline/worker-host/steps';
import { findSourceType } from '../../sources/registry.js';
import { INTAKE_PARTS, type IntakeParts } from '../intake-parts.js';

/** `hash_file`: fetches the bytes and hashes them. The hash proves the promised content and reveals duplicates. */
@Controller()
export class HashFile implements StepHandler {
  constructor(@Inject(INTAKE_PARTS) private readonly parts: Pick<IntakeParts, 'types'>) {}

  @Step('hash_file', { lane: 'intake' })
  async run(context: StepContext): Promise<StepOutcome> {
    const { source } = context;
    if (source === undefined) throw new PermanentError('source-missing', 'The document has no source yet');
    const started = performance.now();
    const { file, path, facts } = await findSourceType(source.kind, this.parts.types).fetch(source, context);
    const mediaType = 'mediaType' in source ? source.mediaType : ((await detectMediaType(path)) ?? 'application/octet-stream');
    const artifact: Artifact = { role: 'source', name: 'original', mediaType, ...file };
    return {
      kind: 'completed',
      result: { sha256: file.sha256, size: file.size, ...facts },
      artifacts: [artifact],
      metrics: { bytes: file.size, elapsed_ms: Math.round(performance.now() - started) },
    };
  }
}
