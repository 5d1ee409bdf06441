import { join } from 'node:path';
import { defaultTrimSettings, detectSilences, extractAudio, probe, type MediaTools } from '@throughline/media';
import { elapsed } from '../measure/elapsed.js';
import type { Turn } from '../measure/rounds.js';

export const VIDEO = 'silence search on the video';
export const AUDIO = 'silence search on its extracted audio';

export interface SilenceSearches {
  readonly turns: readonly Turn[];
  readonly silences: number;
}

/** Prepares the search on a video and on its sound, as `TRIM` extracts it. Both use the settings of `TRIM`. */
export async function prepareSearches(tools: MediaTools, video: string, folder: string): Promise<SilenceSearches> {
  const media = await probe(tools, video);
  const { durationSeconds } = media;
  const audio = join(folder, 'audio.mp3');
  await extractAudio(tools, media, video, { to: audio, durationSeconds });
  const { silenceThresholdDb: thresholdDb, minSilenceSeconds: minSeconds } = defaultTrimSettings;
  const count = async (file: string): Promise<number> =>
    (await detectSilences(tools, file, { thresholdDb, minSeconds }, { durationSeconds })).length;
  const silences = await count(audio);
  const search = async (file: string): Promise<void> => {
    const found = await count(file);
    if (found !== silences || found === 0) throw new Error(`Found ${String(found)} silences instead of ${String(silences)}`);
  };
  const turns: readonly Turn[] = [
    async () => ({ [VIDEO]: await elapsed(() => search(video)) }),
    async () => ({ [AUDIO]: await elapsed(() => search(audio)) }),
  ];
  return { turns, silences };
}
