import { join } from 'node:path';
import { PermanentError, type SkipReason } from '@throughline/contracts';
import type { StepContext, StepHandler } from '@throughline/engine';
import {
  chooseSpeechEngine,
  probe,
  type MediaTools,
  type SpeechEngine,
  type SpeechInput,
  type Transcript,
} from '@throughline/media';
import { KeptParts } from '../kept-parts.js';
import { storeTranscript } from '../stage-files.js';
import { batchEngines, isHandedOver, transcribeByBatch, wantsBatch } from './batch.js';
import { segmentFacts } from './segment-facts.js';

export interface TranscribeParts {
  readonly tools: MediaTools;
  readonly engines: (scratchFolder: string) => readonly SpeechEngine[];
}

/**
 * `TRANSCRIBE`: words with times, by the first engine that knows the language. Where there is none the stage is skipped and says so:
 * text in the wrong language is worse than no text.
 */
export const transcribeStage = ({ tools, engines }: TranscribeParts): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const audio = (await context.input('audio')) ?? (await context.input('source'));
    if (audio === undefined)
      throw new PermanentError('source-missing', 'There is no sound to transcribe: no step before has left a file');
    const media = await probe(tools, audio.path, context.signal);
    if (media.audio === undefined) return { kind: 'skipped', reason: 'no_audio' };
    const input = {
      key: audio.artifact.key,
      audioPath: audio.path,
      durationSeconds: media.durationSeconds,
      language: context.language,
    };
    // The texts of TMO-11 have ids and keys in them, never what somebody has said or written.
    context.log.info(
      {},
      `Starting transcription for ${context.pipeline === 'session' ? 'session' : 'recording'} ${context.assetId}`,
    );
    const offered = engines(join(await context.workspace(), 'speech'));
    const made = await (wantsBatch(context) ? byBatch(offered, input, context) : atOnce(offered, input, context));
    if ('skipped' in made) return { kind: 'skipped', reason: made.skipped };
    context.log.info({}, `Transcription completed: ${String(made.transcript.segments.length)} segments`);
    const artifacts = await storeTranscript(made.transcript, context);
    await made.tidy?.();
    return {
      kind: 'completed',
      result: { ...facts(made.transcript), ...segmentFacts(made.transcript, context), batch: wantsBatch(context) },
      artifacts,
      metrics: { elapsed_ms: Math.round(performance.now() - started), media_seconds: media.durationSeconds },
    };
  },
});

/** A file to be transcribed, with its key in the artifact store. */
type Sound = SpeechInput & { readonly key: string };

const logSending = ({ log }: StepContext, { key }: Sound): void => {
  log.info({}, `Sending audio to STT provider: ${key}`);
};

type Made = { readonly skipped: SkipReason } | { readonly transcript: Transcript; readonly tidy?: () => Promise<void> };

async function atOnce(engines: readonly SpeechEngine[], input: Sound, context: StepContext): Promise<Made> {
  const choice = chooseSpeechEngine(engines, input.language);
  if ('refused' in choice) return { skipped: choice.refused };
  logSending(context, input);
  const total = input.durationSeconds;
  const parts = new KeptParts(context);
  const transcript = await choice.engine.transcribe(input, {
    signal: context.signal,
    parts,
    onProgress: (done) => {
      context.progress({
        fraction: total > 0 ? Math.min(1, done / total) : 0,
        phase: 'transcribing',
        done,
        total,
        unit: 'seconds',
      });
    },
  });
  return { transcript, tidy: () => parts.discard() };
}

async function byBatch(engines: readonly SpeechEngine[], input: Sound, context: StepContext): Promise<Made> {
  const any = chooseSpeechEngine(engines, input.language);
  if ('refused' in any) return { skipped: any.refused };
  const able = batchEngines(engines, context);
  const choice = chooseSpeechEngine(able, input.language);
  const engine = 'refused' in choice ? undefined : able.find(({ id }) => id === choice.engine.id);
  if (engine === undefined)
    throw new PermanentError(
      'no-batch-engine',
      'No engine for this language takes batches: run it without `transcription.batch`',
    );
  if (!isHandedOver(context)) logSending(context, input);
  return { transcript: await transcribeByBatch(engine, input, context) };
}

/** What was used and how far it can be trusted, without the words themselves. */
const facts = (transcript: Transcript): Record<string, string | number | readonly string[]> => ({
  engine: transcript.engine,
  model: transcript.model,
  language: transcript.language,
  mean_confidence: transcript.meanConfidence,
  quality: transcript.quality,
  notes: transcript.notes,
  words: transcript.words.length,
  duration_seconds: transcript.durationSeconds,
});
