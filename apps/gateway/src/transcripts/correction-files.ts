import type { ArtifactStore } from '@throughline/artifact-store';
import { TRANSCRIPT_ROLE, correctionPrefix, type Artifact } from '@throughline/contracts';
import {
  generateCues,
  renderSrt,
  renderTranscriptJson,
  renderTranscriptText,
  renderVtt,
  type Transcript,
} from '@throughline/media';
import { runInTurns } from './in-turns.js';

type RenderedFile = Pick<Artifact, 'role' | 'name' | 'mediaType'> & { readonly content: string };

/** Renders the files of a transcript with the roles and names of the stages, so that readers find them by the same names. */
async function renderFiles(transcript: Transcript): Promise<readonly RenderedFile[]> {
  const cues = await runInTurns(generateCues(transcript.words, transcript.durationSeconds));
  return [
    {
      role: TRANSCRIPT_ROLE,
      name: 'transcript.json',
      mediaType: 'application/json',
      content: renderTranscriptJson(transcript),
    },
    {
      role: 'transcript_text',
      name: 'transcript.txt',
      mediaType: 'text/plain; charset=utf-8',
      content: renderTranscriptText(transcript),
    },
    { role: 'subtitles_srt', name: 'subtitles.srt', mediaType: 'application/x-subrip', content: renderSrt(cues) },
    { role: 'subtitles_vtt', name: 'subtitles.vtt', mediaType: 'text/vtt; charset=utf-8', content: renderVtt(cues) },
  ];
}

/** Stores the files of a corrected transcript. Repeating a correction writes equal bytes under equal keys. */
export async function storeCorrection(
  artifacts: Pick<ArtifactStore, 'put'>,
  assetId: string,
  correctionId: string,
  transcript: Transcript,
): Promise<readonly Artifact[]> {
  const prefix = correctionPrefix(assetId, correctionId);
  return Promise.all(
    (await renderFiles(transcript)).map(async ({ content, ...file }) => {
      const key = `${prefix}/${file.name}`;
      return { ...file, key, ...(await artifacts.put(key, Buffer.from(content))) };
    }),
  );
}
