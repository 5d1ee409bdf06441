const mebibyte = 1024 ** 2;
const mostMemory = 2_048 * mebibyte;
/** Pictures of 4K fit. */
const leastMemory = 384 * mebibyte;

/**
 * Half of what a container may have, so that the tool is refused memory before the system ends the container as a
 * whole, the service with it. `constrained` is 0, undefined or beyond all reason where nothing is set.
 */
export function toolMemory(constrained: number | undefined): number {
  if (constrained === undefined || constrained === 0) return mostMemory;
  return Math.min(mostMemory, Math.max(leastMemory, Math.floor(constrained / 2)));
}

/**
 * What the bytes of strangers may cost. The numbers are far above what recordings need and far below what would take a
 * machine down; `docs/security.md` tells them to operators.
 */
export const mediaLimits = {
  /** Written to by one tool, all of its allocations together: where the system can hold it to that (Linux). */
  memoryBytes: toolMemory(process.constrainedMemory()),
  /** One allocation of ffmpeg or ffprobe, on every system. */
  allocationBytes: 512 * mebibyte,
  /** Of one frame: 8K four times over. More is a bomb of a few bytes, not a picture. */
  framePixels: 128 * mebibyte,
  /** Tracks of every kind. */
  streams: 100,
  durationSeconds: 72 * 3_600,
  /** Less cannot hold sound or pictures that change: the length is invented, and would be filled with silence. */
  bytesPerSecond: 8,
  /** Looking at a file takes tenths of a second, of 8K pictures some. Millions of tags take minutes. */
  probeCpuSeconds: 30,
  sampleRate: 1_000_000,
  channels: 64,
  /** What a tool writes when its caller cannot say how much it should be. */
  fileBytes: 4 * 1024 ** 3,
} as const;

/** Held by the system itself, for the tool and whatever it starts. */
export interface SystemLimits {
  readonly memoryBytes?: number | undefined;
  /** Of each file it writes. What goes beyond it is killed by SIGXFSZ, so that half a file is never taken for a whole one. */
  readonly fileBytes?: number | undefined;
  /** Work, not time that goes by: a busy machine does not count. SIGXCPU after it. */
  readonly cpuSeconds?: number | undefined;
}
