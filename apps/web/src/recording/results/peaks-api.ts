import { queryOptions } from '@tanstack/react-query';
import type { Artifact, Recording } from '@throughline/api-client';
import { requestAddress } from '../../api/client.js';

/** The waveform of a recording. */
export interface Peaks {
  readonly duration_seconds: number;
  /** One list for all channels: the loudest samples of equal parts, each 0 to 1. */
  readonly peaks: readonly [readonly number[]];
}

/** Returns the address of the waveform of the played file. An earlier file may have looked different, so its waveform is not used. */
export function findPeaksUrl(
  { previews }: { readonly previews: Pick<Recording['previews'], 'peaks_url' | 'file_sha256'> },
  media: Pick<Artifact, 'sha256'> | undefined,
): string | undefined {
  return media !== undefined && media.sha256 === previews.file_sha256 ? (previews.peaks_url ?? undefined) : undefined;
}

const isPositive = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value > 0;

/** Returns false for a file that cannot be drawn. An imported one may be the work of another program. */
export function isPeaks(file: unknown): file is Peaks {
  if (typeof file !== 'object' || file === null) return false;
  const { duration_seconds: duration, peaks } = file as Partial<Record<keyof Peaks, unknown>>;
  const values: unknown = Array.isArray(peaks) ? peaks[0] : undefined;
  return isPositive(duration) && Array.isArray(values) && values.length > 0 && values.every((value) => Number.isFinite(value));
}

/** `undefined` in place of a file that cannot be drawn would be an error of the query, so it is null. */
async function readPeaks(url: string, signal: AbortSignal): Promise<Peaks | null> {
  const file = await requestAddress<unknown>(url, { signal });
  return isPeaks(file) ? file : null;
}

/** The address stays the same with another file, whose hash does not. */
export const peaksQuery = (url: string, sha256: string) =>
  queryOptions({
    queryKey: ['peaks', url, sha256],
    queryFn: ({ signal }) => readPeaks(url, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
