import { join } from 'node:path';
import { runTool, type MediaTools } from '@throughline/media';

/** Seconds of a part, which is repeated, because encoding an hour of pictures would take longer than the bench. */
const PART_SECONDS = 30;
/** Seconds of sound in each part, before the silence. */
const SOUND_SECONDS = 20;
const TIME_LIMIT_MS = 1_800_000;

const PICTURE = ['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '1000k', '-pix_fmt', 'yuv420p'];
const SOUND = ['-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2'];
/** Noise that resembles speech in its spectrum. */
const NOISE = `anoisesrc=color=pink:amplitude=0.4:sample_rate=48000,volume='if(lt(t,${String(SOUND_SECONDS)}),1,0)':eval=frame`;

/** Generates a video of so many seconds with sound and silences, in the codecs of most cameras and phones. */
export async function generateVideo(tools: MediaTools, folder: string, seconds: number): Promise<string> {
  const [part, video] = [join(folder, 'part.mp4'), join(folder, 'video.mp4')];
  const length = String(Math.min(PART_SECONDS, seconds));
  const general = ['-v', 'error', '-nostdin', '-y'];
  const sources = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=25', '-f', 'lavfi', '-i', NOISE];
  const run = (args: readonly string[]): Promise<string> => runTool(tools.ffmpeg, args, { timeLimitMs: TIME_LIMIT_MS });
  await run([...general, ...sources, '-t', length, ...PICTURE, ...SOUND, part]);
  await run([...general, '-stream_loop', '-1', '-i', part, '-t', String(seconds), '-c', 'copy', video]);
  return video;
}
