/** Memory of a step that runs media tools, including its share of the service (docs/security.md). */
const MIB_FOR_EACH_STEP = 512;

/** Settings for the number of concurrent steps. Steps of the lane `text` run no tool. */
const CONCURRENCY: Readonly<Record<string, readonly string[]>> = {
  ingest: ['TL_DOWNLOAD_CONCURRENCY'],
  processing: ['TL_MEDIA_CONCURRENCY', 'TL_SPEECH_CONCURRENCY'],
};

export const WITH_TOOLS: readonly string[] = Object.keys(CONCURRENCY);

/** Returns the memory for the configured number of concurrent steps, or undefined if that number is not set. */
export function computeRequiredMebibytes(
  service: string,
  settings: Readonly<Record<string, string | undefined>>,
): number | undefined {
  const counts = (CONCURRENCY[service] ?? []).map((name) => settings[name]);
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  return MIB_FOR_EACH_STEP * counts.reduce((sum, count) => sum + Number(count), 0);
}

/** Parses `1Gi`, `512Mi`, or plain bytes, as Compose writes them. */
export function parseMebibytes(amount: string | undefined): number {
  const [, number = '', unit] = /^(\d+)(Mi|Gi)?$/.exec(amount ?? '') ?? [];
  const mebibyte = unit === 'Gi' ? 1_024 : unit === 'Mi' ? 1 : 2 ** -20;
  return number === '' ? NaN : Number(number) * mebibyte;
}
