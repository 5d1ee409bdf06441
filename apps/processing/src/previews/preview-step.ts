import { join } from 'node:path';
import { Controller, Inject } from '@nestjs/common';
import { PREVIEW, PermanentError, type Artifact } from '@throughline/contracts';
import { PREVIEWED_FILE } from '@throughline/domain';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { drawPoster, measurePeaks, probe, type MediaTools } from '@throughline/media';
import { Step } from '@throughline/worker-host/steps';

export const PREVIEW_TOOLS = Symbol('PreviewTools');

/** `PREVIEW`: makes the poster and the peaks of a recording (ADR 132). */
@Controller()
export class PreviewStep implements StepHandler {
  constructor(@Inject(PREVIEW_TOOLS) private readonly tools: MediaTools) {}

  @Step(PREVIEW, { lane: 'preview' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const [file] = context.inputs;
    if (file === undefined) throw new PermanentError('source-missing', 'The file of the item is not here any more');
    const artifacts = context.pipeline === 'document' ? [] : await this.#previewMedia(file, context);
    return {
      kind: 'completed',
      result: { [PREVIEWED_FILE]: file.sha256 },
      artifacts,
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  }

  async #previewMedia(file: Artifact, context: StepContext): Promise<readonly Artifact[]> {
    const { tools } = this;
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
}
