import { basename, join } from 'node:path';
import { Controller, Inject } from '@nestjs/common';
import { PermanentError, type Artifact, type JsonObject } from '@throughline/contracts';
import type { LocalFile, StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { chooseContainerFile, defaultTrimSettings, probe, trim, type MediaInfo, type TrimResult } from '@throughline/media';
import { Step } from '@throughline/worker-host/steps';
import { STAGE_PARTS, type StageParts } from '../stage-parts.js';

type CompletedTrim = Exclude<TrimResult, { mode: 'skipped' }>;

/** `TRIM`: removes silence at both ends and keeps picture and sound on one timeline (TRM-01 to TRM-09). */
@Controller()
export class TrimStage implements StepHandler {
  constructor(@Inject(STAGE_PARTS) private readonly parts: Pick<StageParts, 'tools'>) {}

  @Step('TRIM', { lane: 'media' })
  async run(context: StepContext): Promise<StepOutcome> {
    const { tools } = this.parts;
    const started = performance.now();
    const source = await context.input('source');
    if (source === undefined) throw new PermanentError('source-missing', 'There is no downloaded source to trim');
    const media = await probe(tools, source.path, context.signal);
    const folder = await context.workspace();
    const { trimming } = context.config;
    const result = await trim(
      {
        path: source.path,
        media,
        outputFolder: join(folder, 'trimmed'),
        scratchFolder: join(folder, 'scratch'),
        settings: { ...defaultTrimSettings, silenceThresholdDb: trimming.silence_threshold, exact: trimming.exact === true },
      },
      {
        tools,
        signal: context.signal,
        onProgress: (fraction) => {
          context.progress({ fraction, phase: 'trimming' });
        },
      },
    );
    if (result.mode === 'skipped') return { kind: 'skipped', reason: result.reason };
    const artifacts = await store(result, media, { source, context });
    return toOutcome({ ...result, channels: media.audio?.channels ?? 0 }, artifacts, performance.now() - started);
  }
}

async function store(
  result: CompletedTrim,
  media: MediaInfo,
  { source, context }: { source: LocalFile; context: StepContext },
): Promise<Artifact[]> {
  const audio = await context.output({ role: 'audio', name: 'audio.mp3', mediaType: 'audio/mpeg' }, { path: result.audio });
  if (media.video === undefined) return [audio];
  const { extension, mediaType } = chooseContainerFile(media);
  const as = { role: 'video', name: result.video === undefined ? `video.${extension}` : basename(result.video), mediaType };
  // The whole recording is sound: the original is referenced, not copied (TRM-03).
  const video = result.video === undefined ? { ...source.artifact, ...as } : await context.output(as, { path: result.video });
  return [video, audio];
}

/** The event records the boundaries: they explain the outcome after the temporary files are gone. */
function toOutcome(result: CompletedTrim & { channels: number }, artifacts: readonly Artifact[], elapsedMs: number): StepOutcome {
  const facts: JsonObject = {
    mode: result.mode,
    ...(result.mode === 'whole' ? { reason: result.reason } : {}),
    start_seconds: result.start,
    end_seconds: result.end,
    duration_seconds: result.durationSeconds,
    channels: result.channels,
    silence_left: { start_seconds: result.silenceLeft.start, end_seconds: result.silenceLeft.end },
    ...(result.exact === undefined ? {} : { exact: result.exact === 'done' ? 'done' : 'not_available' }),
    silences: result.silences.slice(0, 200).map(({ start, end }) => ({ start, end })),
    silences_total: result.silences.length,
  };
  return {
    kind: 'completed',
    result: facts,
    artifacts,
    metrics: { elapsed_ms: Math.round(elapsedMs), media_seconds: result.durationSeconds },
  };
}
