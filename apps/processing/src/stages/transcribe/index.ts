import { join } from 'node:path';
import { Controller, Inject } from '@nestjs/common';
import { PermanentError, type JsonObject, type SkipReason } from '@throughline/contracts';
import type { QueuedStep, StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import {
  calibrateTranscript,
  chooseSpeechEngine,
  countDroppedWords,
  hasSpeech,
  mergeVocabularies,
  probe,
  type SpeechEngine,
  type SpeechInput,
  type Transcript,
} from '@throughline/media';
import { Preflight, Step } from '@throughline/worker-host/steps';
import { CheckpointedParts } from '../checkpointed-parts.js';
import { storeTranscript } from '../stage-files.js';
import { findSubmittedBatch, selectBatchEngines, transcribeByBatch, wantsBatch } from './batch.js';
import { distinguishSpeakers } from './distinguish-speakers.js';
import { keepCorrections } from './keep-corrections.js';
import { collectLanguageFacts } from './language-facts.js';
import { needsModel, waitForModel } from './model-wait.js';
import { collectSegmentFacts } from './segment-facts.js';
import { SoFarFiles } from './so-far-files.js';
import { STAGE_PARTS, type StageParts } from '../stage-parts.js';

/**
 * `TRANSCRIBE`: words with times, by the first engine for the language. Without one the stage is skipped: text in the wrong
 * language is worse than none.
 */
@Controller()
export class TranscribeStage implements StepHandler {
  constructor(@Inject(STAGE_PARTS) private readonly parts: Pick<StageParts, 'tools' | 'engines' | 'model' | 'calibrations'>) {}

  foreseeSkip({ language }: QueuedStep): SkipReason | undefined {
    const engines = this.parts.engines('');
    if (this.parts.model?.expected() !== undefined && needsModel(engines, language)) return undefined;
    const choice = chooseSpeechEngine(engines, language);
    return 'refused' in choice ? choice.refused : undefined;
  }

  @Preflight()
  preflight({ language }: StepContext): Promise<void> {
    return waitForModel(this.parts.model, () => this.parts.engines(''), language);
  }

  @Step('TRANSCRIBE', { lane: 'speech' })
  async run(context: StepContext): Promise<StepOutcome> {
    const { tools, engines } = this.parts;
    const started = performance.now();
    const audio = (await context.input('audio')) ?? (await context.input('source'));
    if (audio === undefined)
      throw new PermanentError('source-missing', 'There is no audio to transcribe: no earlier step has stored a file');
    const media = await probe(tools, audio.path, context.signal);
    if (media.audio === undefined) return { kind: 'skipped', reason: 'no_audio' };
    const input = {
      key: audio.artifact.key,
      audioPath: audio.path,
      durationSeconds: media.durationSeconds,
      language: context.language,
      vocabulary: await loadVocabulary(context),
    };
    // These log lines (TMO-11) hold ids and keys only, never spoken or written text.
    context.log.info(
      {},
      `Starting transcription for ${context.pipeline === 'session' ? 'session' : 'recording'} ${context.assetId}`,
    );
    const offered = engines(join(await context.workspace(), 'speech'));
    const made = await (wantsBatch(context)
      ? transcribeInBatch(offered, input, context)
      : transcribeAtOnce(offered, input, context));
    if ('skipped' in made) return { kind: 'skipped', reason: made.skipped };
    const heard = calibrateTranscript(made.transcript, this.parts.calibrations?.() ?? []);
    const spoken = await distinguishSpeakers(tools, heard, { file: audio, media }, context);
    const { transcript, facts } = await keepCorrections(spoken, context);
    logOutcome(transcript, context);
    const artifacts = await storeTranscript(transcript, context);
    await made.tidy?.();
    return {
      kind: 'completed',
      result: { ...collectFacts(transcript), ...facts, ...collectSegmentFacts(transcript, context), batch: wantsBatch(context) },
      artifacts,
      metrics: { elapsed_ms: Math.round(performance.now() - started), media_seconds: media.durationSeconds },
    };
  }
}

/** Returns the terms of the run before those of the library, so that a short prompt loses the general ones. */
async function loadVocabulary({ personal }: Pick<StepContext, 'personal'>): Promise<readonly string[]> {
  const { own = [], library = [] } = (await personal()).vocabulary ?? {};
  return mergeVocabularies(own, library);
}

type AudioInput = SpeechInput & { readonly key: string };

const logSending = ({ log }: StepContext, { key }: AudioInput): void => {
  log.info({}, `Sending audio to STT provider: ${key}`);
};

function logOutcome({ segments, dropped = [] }: Transcript, { log }: StepContext): void {
  if (dropped.length > 0)
    log.info({}, `Left out ${String(countDroppedWords(dropped))} invented words in ${String(dropped.length)} places`);
  log.info({}, `Transcription completed: ${String(segments.length)} segments`);
}

type TranscriptionResult =
  | { readonly skipped: SkipReason }
  | { readonly transcript: Transcript; readonly tidy?: () => Promise<void> };

async function transcribeAtOnce(
  engines: readonly SpeechEngine[],
  input: AudioInput,
  context: StepContext,
): Promise<TranscriptionResult> {
  const choice = chooseSpeechEngine(engines, input.language);
  if ('refused' in choice) return { skipped: choice.refused };
  logSending(context, input);
  const total = input.durationSeconds;
  const parts = new CheckpointedParts(context);
  const soFar = new SoFarFiles(context);
  try {
    const transcript = await choice.engine.transcribe(input, {
      signal: context.signal,
      parts,
      onHeard: (heard) => {
        soFar.report(heard);
      },
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
    const tidy = async (): Promise<void> => {
      await soFar.discard();
      await parts.discard();
    };
    return { transcript, tidy };
  } catch (error) {
    await soFar.keepNewest();
    throw error;
  } finally {
    await soFar.close();
  }
}

async function transcribeInBatch(
  engines: readonly SpeechEngine[],
  input: AudioInput,
  context: StepContext,
): Promise<TranscriptionResult> {
  const any = chooseSpeechEngine(engines, input.language);
  if ('refused' in any) return { skipped: any.refused };
  const submitted = await findSubmittedBatch(context);
  const able = selectBatchEngines(engines, submitted);
  const choice = chooseSpeechEngine(able, input.language);
  const engine = 'refused' in choice ? undefined : able.find(({ id }) => id === choice.engine.id);
  if (engine === undefined)
    throw new PermanentError(
      'no-batch-engine',
      'No engine for this language supports batches: run the item without `transcription.batch`',
    );
  if (submitted === undefined && context.config.transcription.batch_id === undefined) logSending(context, input);
  return { transcript: await transcribeByBatch(engine, input, context, submitted) };
}

/** A correction may leave a speaker without a passage. */
const countSpeakers = ({ segments }: Transcript): number =>
  new Set(segments.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]))).size;

/** Returns facts about engine and quality, without the words. */
const collectFacts = (transcript: Transcript): JsonObject => ({
  engine: transcript.engine,
  model: transcript.model,
  ...collectLanguageFacts(transcript),
  mean_confidence: transcript.meanConfidence,
  quality: transcript.quality,
  notes: transcript.notes,
  words: transcript.words.length,
  ...(transcript.speakers === undefined ? {} : { speakers: countSpeakers(transcript) }),
  ...(hasSpeech(transcript) ? {} : { no_speech: true }),
  ...(transcript.dropped === undefined ? {} : { dropped_words: countDroppedWords(transcript.dropped) }),
  duration_seconds: transcript.durationSeconds,
});
