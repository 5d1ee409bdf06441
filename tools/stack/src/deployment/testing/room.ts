/** What a step that runs media tools may take, with its share of the service (docs/security.md). */
const MIB_FOR_EACH_STEP = 512;

/** Settings that say how many such steps run at once. Steps of the lane `text` run no tool. */
const CONCURRENCY: Readonly<Record<string, readonly string[]>> = {
  ingest: ['TL_DOWNLOAD_CONCURRENCY'],
  processing: ['TL_MEDIA_CONCURRENCY', 'TL_SPEECH_CONCURRENCY'],
};

export const WITH_TOOLS: readonly string[] = Object.keys(CONCURRENCY);

/** The memory that a service needs for the steps that it is told to do at once; undefined where it is not told how many. */
export function mebibytesNeeded(service: string, settings: Readonly<Record<string, string | undefined>>): number | undefined {
  const counts = (CONCURRENCY[service] ?? []).map((name) => settings[name]);
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  return MIB_FOR_EACH_STEP * counts.reduce((sum, count) => sum + Number(count), 0);
}

/** `1Gi`, `512Mi`, or bytes, as Compose writes them. */
export function mebibytes(amount: string | undefined): number {
  const [, number = '', unit] = /^(\d+)(Mi|Gi)?$/.exec(amount ?? '') ?? [];
  const mebibyte = unit === 'Gi' ? 1_024 : unit === 'Mi' ? 1 : 2 ** -20;
  return number === '' ? NaN : Number(number) * mebibyte;
}
