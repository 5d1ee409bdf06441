import { Controller, Inject } from '@nestjs/common';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import type { TopicResult } from '@throughline/media';
import { Step } from '@throughline/worker-host/steps';
import { CheckpointedParts } from '../checkpointed-parts.js';
import { storeTopics } from '../stage-files.js';
import { loadTranscript } from '../transcript-input.js';
import { STAGE_PARTS, type StageParts } from '../stage-parts.js';

/** An engine may report any text as the language, and no such text may reach the log (TOP-02). */
const CODE = /^[a-z]{2,3}(-[A-Z]{2})?$/;

const formatLogLine = (found: TopicResult, language: string, elapsedMs: number): string =>
  [
    'Topics extracted',
    `Engine: ${found.engine}`,
    `Model: ${found.model ?? '-'}`,
    `Language: ${CODE.test(language) ? language : '-'}`,
    `Topics: ${String(found.topics.length)}`,
    `Elapsed: ${(elapsedMs / 1_000).toFixed(1)} s`,
  ].join(' | ');

/** `EXTRACT_TOPICS` (TOP-01). The artifact names the engine. */
@Controller()
export class ExtractTopicsStage implements StepHandler {
  constructor(@Inject(STAGE_PARTS) private readonly parts: Pick<StageParts, 'topics'>) {}

  @Step('EXTRACT_TOPICS', { lane: 'text' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const transcript = await loadTranscript(context);
    if (transcript.words.length === 0) return { kind: 'skipped', reason: 'not_applicable' };
    const parts = new CheckpointedParts(context);
    const found = await this.parts.topics.extract(transcript, {
      signal: context.signal,
      granularity: context.config.transcription.granularity,
      parts,
      onProgress: (fraction) => {
        context.progress({ fraction, phase: 'extracting topics' });
      },
    });
    const artifact = await storeTopics(found, transcript.language, context);
    await parts.discard();
    const elapsedMs = Math.round(performance.now() - started);
    context.log.info({}, formatLogLine(found, transcript.language, elapsedMs));
    return {
      kind: 'completed',
      result: {
        engine: found.engine,
        ...(found.model === undefined ? {} : { model: found.model }),
        topics: found.topics.length,
      },
      artifacts: [artifact],
      metrics: { elapsed_ms: elapsedMs },
    };
  }
}
