import type { Artifact } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import {
  renderSrt,
  renderTranscriptJson,
  renderTranscriptText,
  renderVtt,
  type Cue,
  type TopicResult,
  type Transcript,
} from '@throughline/media';

/* The files that stages write. Later steps and clients know their roles and names. Simulated stages write the same files. */

export const storeTranscript = (transcript: Transcript, context: StepContext): Promise<Artifact[]> =>
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

export const storeTopics = (found: TopicResult, language: string, context: StepContext): Promise<Artifact> =>
  context.output(
    { role: 'topics', name: 'topics.json', mediaType: 'application/json' },
    Buffer.from(`${JSON.stringify({ ...found, language }, undefined, 2)}\n`),
  );

export const storeSubtitles = (cues: readonly Cue[], context: StepContext): Promise<Artifact[]> =>
  Promise.all([
    context.output(
      { role: 'subtitles_srt', name: 'subtitles.srt', mediaType: 'application/x-subrip' },
      Buffer.from(renderSrt(cues)),
    ),
    context.output(
      { role: 'subtitles_vtt', name: 'subtitles.vtt', mediaType: 'text/vtt; charset=utf-8' },
      Buffer.from(renderVtt(cues)),
    ),
  ]);
