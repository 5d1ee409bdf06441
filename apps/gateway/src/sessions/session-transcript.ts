import type { ArtifactStore } from '@throughline/artifact-store';
import type { Asset } from '@throughline/domain';
import {
  buildCues,
  parseTranscriptJson,
  renderSrt,
  renderTranscriptJson,
  renderTranscriptText,
  renderVtt,
  type Transcript,
} from '@throughline/media';
import { readText } from '../artifacts/read-text.js';
import { filesOf } from '../artifacts/recording-files.js';
import { Problem } from '../problems/problem.js';

export const TRANSCRIPT_FORMATS = ['txt', 'srt', 'vtt', 'json'] as const;
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

interface Format {
  readonly mediaType: string;
  readonly render: (transcript: Transcript) => string;
}

const cuesOf = ({ words, durationSeconds }: Transcript): ReturnType<typeof buildCues> => buildCues(words, durationSeconds);

const formats: Readonly<Record<TranscriptFormat, Format>> = {
  txt: { mediaType: 'text/plain; charset=utf-8', render: renderTranscriptText },
  srt: { mediaType: 'application/x-subrip', render: (transcript) => renderSrt(cuesOf(transcript)) },
  vtt: { mediaType: 'text/vtt; charset=utf-8', render: (transcript) => renderVtt(cuesOf(transcript)) },
  json: { mediaType: 'application/json', render: renderTranscriptJson },
};

export interface RenderedTranscript {
  readonly mediaType: string;
  readonly content: string;
}

const none = (): Problem =>
  new Problem('refused', {
    detail: 'The session has no transcript yet.',
    tryInstead: 'Wait until it is completed; try again what has failed.',
  });

/** The transcript of a session in the form that is asked for (PRG-10). */
export async function renderedTranscript(
  asset: Asset,
  format: TranscriptFormat,
  artifacts: Pick<ArtifactStore, 'open'>,
): Promise<RenderedTranscript> {
  const kept = filesOf(asset).find(({ role }) => role === 'transcript');
  if (kept === undefined) throw none();
  const transcript = parseTranscriptJson(await readText(artifacts, kept.key));
  const { mediaType, render } = formats[format];
  return { mediaType, content: render(transcript) };
}
