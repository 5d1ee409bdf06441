import { join } from 'node:path';
import { Controller, Inject } from '@nestjs/common';
import { PREVIEW, PermanentError, type Artifact } from '@throughline/contracts';
import { PREVIEWED_FILE } from '@throughline/domain';
import { drawFirstPageOf } from '@throughline/documents';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { drawPoster, measurePeaks, probe, type MediaTools } from '@throughline/media';
import { Step } from '@throughline/worker-host/steps';

export const PREVIEW_TOOLS = Symbol('PreviewTools');

/** `PREVIEW`: makes the poster and the peaks of a recording, and the image of a document's first page (ADR 132). */
@Controller()
export class PreviewStep implements StepHandler {
  constructor(@Inject(PREVIEW_TOOLS) private readonly tools: MediaTools) {}

  @Step(PREVIEW, { lane: 'preview' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const [file] = context.inputs;
    if (file === undefined) throw new PermanentError('source-missing', 'The file of the item is not here any more');
    const make = context.pipeline === 'document' ? previewDocument : previewMedia;
    const artifacts = await make(file, context, this.tools);
    return {
      kind: 'completed',
      result: { [PREVIEWED_FILE]: file.sha256 },
      artifacts,
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  }
}

async function previewMedia(file: Artifact, context: StepContext, tools: MediaTools): Promise<readonly Artifact[]> {
  const { signal } = context;
  const path = await context.local(file.key);
  const media = await probe(tools, path, signal);
  const to = join(await context.workspace(), 'poster.jpg');
  const hasPoster = await drawPoster(tools, path, media, { to, signal });
  const peaks = await measurePeaks(tools, path, media, {
    signal,
    onSeconds: (seconds) => {
      context.progress({ fraction: Math.min(1, seconds / media.durationSeconds), phase: 'peaks' });
    },
  });
  return [
    ...(hasPoster ? [await context.output({ role: 'poster', name: 'poster.jpg', mediaType: 'image/jpeg' }, { path: to })] : []),
    ...(peaks === undefined
      ? []
      : [
          await context.output(
            { role: 'peaks', name: 'peaks.json', mediaType: 'application/json' },
            Buffer.from(JSON.stringify(peaks)),
          ),
        ]),
  ];
}

/** A document of another kind has no page until it is converted. */
async function previewDocument(file: Artifact, context: StepContext): Promise<readonly Artifact[]> {
  if (file.mediaType !== 'application/pdf') return [];
  const scratch = join(await context.workspace(), 'page');
  const path = await drawFirstPageOf(await context.local(file.key), { scratch, signal: context.signal });
  return [await context.output({ role: 'page', name: 'page-1.jpg', mediaType: 'image/jpeg' }, { path })];
}
