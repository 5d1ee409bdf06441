import { hostile, type HostileFile } from './hostile-file.js';
import { ftyp, movie, tone } from './mp4.js';

const rate = 8_000;
/** Speech begins within a picture, so that a cut can begin with that picture. */
const [silent, spoken] = [10.02, 30];
const seconds = 50;
const fps = 25;

/**
 * Returns a file whose index names one picture a thousand times, with silence at both ends that invites a cut. The output would
 * have hundreds of megabytes.
 */
export function amplified(jpeg: Uint8Array, size: readonly [number, number]): HostileFile {
  const sound = Buffer.alloc(rate * seconds * 2);
  for (let at = rate * silent; at < rate * (silent + spoken); at += 1) {
    sound.writeInt16LE(Math.round(9_000 * Math.sin(at * 0.3 + (at * at) / 9e6)), at * 2);
  }
  const begin = ftyp('qt  ').length + 8;
  const frames = seconds * fps;
  const picture = tone({
    kind: 'picture',
    scale: fps,
    wholeMs: BigInt(seconds * 1_000),
    frame: size,
    durationTicks: BigInt(frames),
    times: [[frames, 1]],
    chunking: [[1, 1, 1]],
    size: jpeg.length,
    samples: frames,
    offsets: Array.from({ length: frames }, () => begin + sound.length),
  });
  const track = tone({
    durationTicks: BigInt(rate * seconds),
    times: [[rate * seconds, 1]],
    chunking: [[1, rate, 1]],
    samples: rate * seconds,
    offsets: Array.from({ length: seconds }, (_none, second) => begin + second * rate * 2),
  });
  return hostile('picture-of-gigabytes.mov', movie([picture, track], Buffer.concat([sound, jpeg])), 'refused:output-too-large');
}
