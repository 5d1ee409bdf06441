const two = (value: number): string => String(value).padStart(2, '0');

/** Formats `0:02:05`, as it stands in the lines of the transcript and in answers. */
export function formatClock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 3_600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** Returns the seconds of `1:02:05`, `02:05`, `[02:05]`, `125` or a number; `undefined` for anything else. */
export function parseSeconds(time: string | number): number | undefined {
  if (typeof time === 'number') return Number.isFinite(time) ? time : undefined;
  const parts = /^\[?(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6}(?:\.\d+)?)\]?s?$/.exec(time.trim());
  if (parts === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
