import { join } from 'node:path';
import { Controller, Inject } from '@nestjs/common';
import { PREVIEW, PermanentError, type Artifact } from '@throughline/contracts';
import { CONVERSION_LANE, toPreviewResult } from '@throughline/domain';
import { drawFirstPageOf } from '@throughline/documents';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import type { MediaTools } from '@throughline/media';
import { Step } from '@throughline/worker-host/steps';
import { previewMedia, type MediaPreviews } from './preview-media.js';

export const PREVIEW_TOOLS = Symbol('PreviewTools');

/**
 * `PREVIEW`: makes the poster, the sprites, the peaks and the version for the browser of a recording, and the image of a
 * document's first page (ADR 132, ADR 136).
 */
@Controller()
export class PreviewStep implements StepHandler {
  constructor(@Inject(PREVIEW_TOOLS) private readonly tools: MediaTools) {}

  @Step(PREVIEW, { lane: 'preview', slowLane: CONVERSION_LANE })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const [file] = context.inputs;
    if (file === undefined) throw new PermanentError('source-missing', 'The file of the item is not here any more');
    const make = context.pipeline === 'document' ? previewDocument : previewMedia;
    const { artifacts, ...facts } = await make(file, context, this.tools);
    return {
      kind: 'completed',
      result: toPreviewResult({ fileSha256: file.sha256, ...facts }),
      artifacts,
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  }
}

/** A document of another kind has no page until it is converted. */
async function previewDocument(file: Artifact, context: StepContext): Promise<Pick<MediaPreviews, 'artifacts'>> {
  if (file.mediaType !== 'application/pdf') return { artifacts: [] };
  const scratch = join(await context.workspace(), 'page');
  const path = await drawFirstPageOf(await context.local(file.key), { scratch, signal: context.signal });
  return { artifacts: [await context.output({ role: 'page', name: 'page-1.jpg', mediaType: 'image/jpeg' }, { path })] };
}
