import { Controller, Inject } from '@nestjs/common';
import { DOWNLOAD, PermanentError, type Artifact } from '@throughline/contracts';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { chooseContainerFile, probe, type MediaInfo, type MediaTools } from '@throughline/media';
import { playStep, findScript } from '@throughline/simulation';
import { SOURCE_FILES } from '@throughline/domain';
import { Step } from '@throughline/worker-host/steps';
import { findSourceType } from '../sources/registry.js';
import type { SourceType } from '../kit/source.js';

/** Returns technical facts for later steps and the API, nothing of the content. */
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

export const DOWNLOAD_PARTS = Symbol('DownloadParts');

export interface DownloadParts {
  readonly tools: MediaTools;
  readonly types: Readonly<Record<string, SourceType>>;
  readonly simulation: boolean;
}

/** `DOWNLOAD`: fetches the bytes and probes the media type. Fails if the file is not a recording. */
@Controller()
export class DownloadHandler implements StepHandler {
  constructor(@Inject(DOWNLOAD_PARTS) private readonly parts: DownloadParts) {}

  @Step(DOWNLOAD, { lane: 'download' })
  async run(context: StepContext): Promise<StepOutcome> {
    const { source } = context;
    if (source === undefined) throw new PermanentError('source-missing', 'The recording has no source yet');
    const started = performance.now();
    const type = findSourceType(source.kind, this.parts.types);
    await this.rehearse(context);
    const fetched = await type.fetch(source, context);
    const media = await probe(this.parts.tools, fetched.path, context.signal);
    const { extension, mediaType } = chooseContainerFile(media);
    const artifact: Artifact = { role: 'source', name: `source.${extension}`, mediaType, ...fetched.file };
    return {
      kind: 'completed',
      result: {
        ...describe(media),
        ...(fetched.files === undefined ? {} : { [SOURCE_FILES]: fetched.files.map(({ name, taken }) => ({ name, taken })) }),
      },
      artifacts: [artifact, ...(fetched.sideFiles ?? [])],
      metrics: { bytes: fetched.file.size, elapsed_ms: Math.round(performance.now() - started) },
    };
  }
  /** Plays the run's script before the fetch. The bytes still come from the real source. */
  private async rehearse(context: StepContext): Promise<void> {
    const script = findScript(context, this.parts.simulation);
    if (script === undefined) return;
    const { skipped } = await playStep(script, context);
    if (skipped !== undefined)
      throw new PermanentError('simulation-invalid', 'A download cannot be skipped: every other step needs its file');
  }
}
