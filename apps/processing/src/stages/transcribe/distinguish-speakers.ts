import { kindOf } from '@throughline/contracts';
import type { LocalFile, StepContext } from '@throughline/engine';
import {
  distinguishChannels,
  probe,
  ToolError,
  type ChannelInput,
  type MediaInfo,
  type MediaTools,
  type Transcript,
} from '@throughline/media';

type SpeakerContext = Pick<StepContext, 'input' | 'log' | 'resultOf' | 'signal'>;

interface HeardFile {
  readonly file: LocalFile;
  readonly media: MediaInfo;
}

/** Returns the stereo sound that the transcript is from. `TRIM` makes mono audio, so the original is used. */
async function findStereo(
  tools: MediaTools,
  heard: HeardFile,
  { input, resultOf, signal }: SpeakerContext,
): Promise<ChannelInput | undefined> {
  const isTrimmed = heard.file.artifact.role === 'audio';
  const { channels, start_seconds: start } = resultOf('TRIM');
  // Known without the file: an original in a bucket would be downloaded again.
  if (isTrimmed && channels !== 2) return undefined;
  const source = isTrimmed ? await input('source') : heard.file;
  if (source === undefined) return undefined;
  const media = isTrimmed ? await probe(tools, source.path, signal) : heard.media;
  if (media.audio?.channels !== 2) return undefined;
  const { durationSeconds, audio } = media;
  const offset = isTrimmed && typeof start === 'number' ? start : 0;
  return { path: source.path, index: audio.index, durationSeconds, offset, signal };
}

/** Tells speakers with a channel each apart. A transcription does not fail because the channels cannot be measured. */
export async function distinguishSpeakers(
  tools: MediaTools,
  transcript: Transcript,
  heard: HeardFile,
  context: SpeakerContext,
): Promise<Transcript> {
  try {
    const stereo = await findStereo(tools, heard, context);
    return stereo === undefined ? transcript : await distinguishChannels(tools, transcript, stereo);
  } catch (error) {
    const kind = kindOf(error);
    if (!(error instanceof ToolError) && kind !== 'not-found' && kind !== 'permanent') throw error;
    context.log.warn({ err: error }, 'The channels cannot be measured, so the transcript does not distinguish speakers');
    return transcript;
  }
}
