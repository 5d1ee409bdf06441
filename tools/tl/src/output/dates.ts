const two = (value: number): string => String(value).padStart(2, '0');

/** Formats a time as `2026-02-05 18:00` in local time, which sorts as text. Returns an invalid time unchanged. */
export function dateText(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Formats a media length, in whole seconds as on the page: `0:45`, `12:05`, `1:02:03`; empty if unknown. */
export function lengthText(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return '';
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, two(whole % 60)];
  return hours === 0 ? `${String(minutes)}:${rest}` : `${String(hours)}:${two(minutes)}:${rest}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Formats `45 s`, `12 min` or `3 h 20 min`, less precise for longer times. */
export function leftText(ms: number): string {
  if (ms < MINUTE) return `${String(Math.max(Math.ceil(ms / 1_000), 0))} s`;
  if (ms < HOUR) return `${String(Math.round(ms / MINUTE))} min`;
  const minutes = Math.round(ms / MINUTE);
  const rest = minutes % 60;
  return `${String(Math.floor(minutes / 60))} h${rest === 0 ? '' : ` ${String(rest)} min`}`;
}

/** Formats an elapsed time to the second: `44 s`, `1 min 5 s`. Returns undefined below a second, or if clocks differ. */
export function elapsedText(ms: number): string | undefined {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 1) return undefined;
  return seconds < 60 ? `${String(seconds)} s` : `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}
