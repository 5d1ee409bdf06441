import { join } from 'node:path';
import { PermanentError, type Artifact } from '@throughline/contracts';
import type { StepContext, StepHandler } from '@throughline/engine';
import {
  chooseSpeechEngine,
  probe,
  renderTranscriptJson,
  renderTranscriptText,
  type MediaTools,
  type SpeechEngine,
  type Transcript,
} from '@throughline/media';

/**
 * `TRANSCRIBE`: words with times, by the first engine that knows the language. Where there is none the stage is skipped and says so:
 * text in the wrong language is worse than no text.
 */
export const transcribeStage = ({
  tools,
  engines,
}: {
  tools: MediaTools;
  engines: (scratchFolder: string) => readonly SpeechEngine[];
}): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const audio = (await context.input('audio')) ?? (await context.input('source'));
    if (audio === undefined)
      throw new PermanentError('source-missing', 'There is no sound to transcribe: no step before has left a file');
    const media = await probe(tools, audio.path, context.signal);
    if (media.audio === undefined) return { kind: 'skipped', reason: 'no_audio' };
    const choice = chooseSpeechEngine(engines(join(await context.workspace(), 'speech')), context.language);
    if ('refused' in choice) return { kind: 'skipped', reason: choice.refused };
    const total = media.durationSeconds;
    const transcript = await choice.engine.transcribe(
      { audioPath: audio.path, durationSeconds: total, language: context.language },
      {
        signal: context.signal,
        onProgress: (done) => {
          context.progress({
            fraction: total > 0 ? Math.min(1, done / total) : 0,
            phase: 'transcribing',
            done,
            total,
            unit: 'seconds',
          });
        },
      },
    );
    return {
      kind: 'completed',
      result: facts(transcript),
      artifacts: await store(transcript, context),
      metrics: { elapsed_ms: Math.round(performance.now() - started), media_seconds: total },
    };
  },
});

/** What was used and how far it can be trusted, without the words themselves. */
const facts = (transcript: Transcript): Record<string, string | number | readonly string[]> => ({
  engine: transcript.engine,
  model: transcript.model,
  language: transcript.language,
  mean_confidence: transcript.meanConfidence,
  quality: transcript.quality,
  notes: transcript.notes,
  segments: transcript.segments.length,
  words: transcript.words.length,
  duration_seconds: transcript.durationSeconds,
});

const store = (transcript: Transcript, context: StepContext): Promise<Artifact[]> =>
  Promise.all([
    context.output(
      { role: 'transcript', name: 'transcript.json', mediaType: 'application/json' },
      Buffer.from(renderTranscriptJson(transcript)),
    ),
    context.output(
      { role: 'transcript_text', name: 'transcript.txt', mediaType: 'text/plain; charset=utf-8' },
      Buffer.from(renderTranscriptText(transcript)),
    ),
  ]);
