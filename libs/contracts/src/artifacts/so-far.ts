/**
 * Returns the name of the file with the transcript up to a time, in seconds. A file is never overwritten, so each time has a
 * file of its own.
 */
export const soFarFileName = (upTo: number): string => `so-far-${String(Math.round(upTo * 1_000))}.json`;

/** Returns the seconds up to which a file has the transcript; `undefined` for any other file. */
export function readSoFarTime(key: string): number | undefined {
  const [, milliseconds] = /^so-far-(\d{1,12})\.json$/.exec(key.slice(key.lastIndexOf('/') + 1)) ?? [];
  return milliseconds === undefined ? undefined : Number(milliseconds) / 1_000;
}
