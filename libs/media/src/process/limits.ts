const mebibyte = 1024 ** 2;
const mostMemory = 2_048 * mebibyte;
const leastMemory = 384 * mebibyte;

/**
 * Returns half of the container's memory, so that the system refuses memory to the tool before it kills the container with the
 * service. `constrained` is 0, undefined or huge if no limit is set.
 */
export function computeToolMemory(constrained: number | undefined): number {
  if (constrained === undefined || constrained === 0) return mostMemory;
  return Math.min(mostMemory, Math.max(leastMemory, Math.floor(constrained / 2)));
}

/**
 * Limits on the cost of an uploaded file: far above the needs of recordings, far below the capacity of a machine.
 * `docs/security.md` describes them for operators.
 */
export const mediaLimits = {
  /** Memory of one tool, all allocations together; enforced where the system can do so (Linux). */
  memoryBytes: computeToolMemory(process.constrainedMemory()),
  allocationBytes: 512 * mebibyte,
  /** Pixels of one frame: four times 8K. A larger frame is a decompression bomb. */
  framePixels: 128 * mebibyte,
  streams: 100,
  durationSeconds: 72 * 3_600,
  /** A lower rate cannot hold sound or moving pictures: the declared length is false and would be filled with silence. */
  bytesPerSecond: 8,
  /** Probing takes tenths of a second, a little more for 8K pictures. Millions of tags take minutes. */
  probeCpuSeconds: 30,
  sampleRate: 1_000_000,
  channels: 64,
  /** The output limit of a tool whose caller cannot estimate the size. */
  fileBytes: 4 * 1024 ** 3,
} as const;

/** On a busy machine, transcriptions get a third of the time of other processes. A higher value would starve them. */
export const speechNiceness = 5;

/** Limits that the system enforces for the tool and its child processes. */
export interface SystemLimits {
  readonly memoryBytes?: number | undefined;
  /**
   * The size of each written file. The system kills a tool that writes more (SIGXFSZ), so that half a file is never taken for a
   * whole one.
   */
  readonly fileBytes?: number | undefined;
  /** CPU time, so a busy machine does not count. The system sends SIGXCPU afterwards. */
  readonly cpuSeconds?: number | undefined;
  /** 1 to 19, added to the niceness of this process: other processes get the processor first. */
  readonly niceness?: number | undefined;
}
