import type { StepHandler } from '@throughline/engine';
import type { TopicEngine, TopicResult } from '@throughline/media';
import { CheckpointedParts } from '../checkpointed-parts.js';
import { storeTopics } from '../stage-files.js';
import { loadTranscript } from '../transcript-input.js';

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
export const extractTopicsStage = ({ topics: engine }: { topics: TopicEngine }): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const transcript = await loadTranscript(context);
    if (transcript.words.length === 0) return { kind: 'skipped', reason: 'not_applicable' };
    const parts = new CheckpointedParts(context);
    const found = await engine.extract(transcript, {
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
  },
});
