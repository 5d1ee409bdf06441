import { PermanentError, type Artifact } from '@throughline/contracts';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { containerFile, probe, type MediaInfo, type MediaTools } from '@throughline/media';
import { verifyContent } from './verify-content.js';

/** Share of the work that reading the file is; the rest is probing it. */
const READING = 0.9;

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

/** `DOWNLOAD` of a recording whose bytes are in the upload area: is it what was registered, and is it a recording at all? */
export class DownloadHandler implements StepHandler {
  constructor(private readonly tools: MediaTools) {}

  async run(context: StepContext): Promise<StepOutcome> {
    const { source } = context;
    if (source === undefined) throw new PermanentError('source-missing', 'The recording has no source yet');
    const started = performance.now();
    const path = await context.local(source.key);
    const onBytes = (done: number): void => {
      context.progress({
        fraction: (READING * done) / Math.max(1, source.size),
        phase: 'verifying',
        done,
        total: source.size,
        unit: 'bytes',
      });
    };
    await verifyContent(path, source, { signal: context.signal, onBytes });
    context.progress({ fraction: READING, phase: 'probing' });
    const media = await probe(this.tools, path, context.signal);
    const file = containerFile(media);
    const artifact: Artifact = {
      role: 'source',
      name: `source.${file.extension}`,
      key: source.key,
      mediaType: file.mediaType,
      size: source.size,
      sha256: source.sha256,
    };
    return {
      kind: 'completed',
      result: describe(media),
      artifacts: [artifact],
      metrics: { bytes: source.size, elapsed_ms: Math.round(performance.now() - started) },
    };
  }
}
