import { readText, type ArtifactStore } from '@throughline/artifact-store';
import type { Asset } from '@throughline/domain';
import {
  buildCues,
  listSpokenWords,
  parseTranscriptJson,
  renderSrt,
  renderTranscriptJson,
  renderTranscriptText,
  renderVtt,
  type Transcript,
} from '@throughline/media';
import { filesOf } from '../../items/index.js';
import { Problem } from '../../kit/http/problems/problem.js';

export const TRANSCRIPT_FORMATS = ['txt', 'srt', 'vtt', 'json'] as const;
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

interface Format {
  readonly mediaType: string;
  readonly render: (transcript: Transcript) => string;
}

const cuesOf = (transcript: Transcript): ReturnType<typeof buildCues> =>
  buildCues(listSpokenWords(transcript), transcript.durationSeconds);

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

const noTranscriptProblem = (): Problem =>
  new Problem('refused', {
    detail: 'The session has no transcript yet.',
    tryInstead: 'Wait until the session is completed, or retry it if it has failed.',
  });

/** PRG-10. */
export async function renderSessionTranscript(
  asset: Asset,
  format: TranscriptFormat,
  artifacts: Pick<ArtifactStore, 'open'>,
): Promise<RenderedTranscript> {
  const file = filesOf(asset).find(({ role }) => role === 'transcript');
  if (file === undefined) throw noTranscriptProblem();
  const transcript = parseTranscriptJson(await readText(artifacts, file.key));
  const { mediaType, render } = formats[format];
  return { mediaType, content: render(transcript) };
}
