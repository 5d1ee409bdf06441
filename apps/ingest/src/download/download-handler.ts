import { PermanentError, type Artifact } from '@throughline/contracts';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { containerFile, probe, type MediaInfo, type MediaTools } from '@throughline/media';
import { playStep, scriptOf } from '@throughline/simulation';
import { sourceOf } from '../sources/registry.js';
import type { SourceType } from '../sources/source.js';

/** Facts that later steps and answers need; nothing of the content. */
const describe = (media: MediaInfo): Record<string, string | number | boolean> => ({
  duration_seconds: media.durationSeconds,
  format: media.formatName,
  has_video: media.video !== undefined,
  has_audio: media.audio !== undefined,
  ...(media.video === undefined ? {} : { width: media.video.width, height: media.video.height, video_codec: media.video.codec }),
  ...(media.audio === undefined
    ? {}
    : { audio_codec: media.audio.codec, sample_rate: media.audio.sampleRate, channels: media.audio.channels }),
});

export interface DownloadParts {
  readonly tools: MediaTools;
  readonly types: Readonly<Record<string, SourceType>>;
  /** Simulated connectors are switched on. */
  readonly simulation: boolean;
}

/** `DOWNLOAD`: brings the bytes from wherever they are, and finds out what kind of recording they are, if one at all. */
export class DownloadHandler implements StepHandler {
  constructor(private readonly parts: DownloadParts) {}

  async run(context: StepContext): Promise<StepOutcome> {
    const { source } = context;
    if (source === undefined) throw new PermanentError('source-missing', 'The recording has no source yet');
    const started = performance.now();
    const type = sourceOf(source.kind, this.parts.types);
    await this.rehearse(context);
    const fetched = await type.fetch(source, context);
    const media = await probe(this.parts.tools, fetched.path, context.signal);
    const { extension, mediaType } = containerFile(media);
    const artifact: Artifact = { role: 'source', name: `source.${extension}`, mediaType, ...fetched.file };
    return {
      kind: 'completed',
      result: describe(media),
      artifacts: [artifact],
      metrics: { bytes: fetched.file.size, elapsed_ms: Math.round(performance.now() - started) },
    };
  }
  /** What a script says happens first, whatever the source: the bytes are then those of the source. */
  private async rehearse(context: StepContext): Promise<void> {
    const script = scriptOf(context, this.parts.simulation);
    if (script === undefined) return;
    const { skipped } = await playStep(script, context);
    if (skipped !== undefined)
      throw new PermanentError('simulation-invalid', 'A download cannot be skipped: every other step works on what it brings');
  }
}
