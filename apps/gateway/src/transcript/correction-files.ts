import type { ArtifactStore } from '@throughline/artifact-store';
import { TRANSCRIPT_ROLE, correctionPrefix, type Artifact } from '@throughline/contracts';
import { cueSteps, renderSrt, renderTranscriptJson, renderTranscriptText, renderVtt, type Transcript } from '@throughline/media';
import { inTurns } from './in-turns.js';

type Made = Pick<Artifact, 'role' | 'name' | 'mediaType'> & { readonly content: string };

/** Under the roles and names that the stages give them, so that every reader finds them where they always were. */
async function filesOf(transcript: Transcript): Promise<readonly Made[]> {
  const cues = await inTurns(cueSteps(transcript.words, transcript.durationSeconds));
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

/** Stores what follows from a transcript. The same correction again writes the same bytes under the same keys. */
export async function storeCorrection(
  artifacts: Pick<ArtifactStore, 'put'>,
  assetId: string,
  correctionId: string,
  transcript: Transcript,
): Promise<readonly Artifact[]> {
  const prefix = correctionPrefix(assetId, correctionId);
  return Promise.all(
    (await filesOf(transcript)).map(async ({ content, ...file }) => {
      const key = `${prefix}/${file.name}`;
      return { ...file, key, ...(await artifacts.put(key, Buffer.from(content))) };
    }),
  );
}
