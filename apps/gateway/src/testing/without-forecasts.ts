const FORECAST: ReadonlySet<string> = new Set(['eta', 'eta_reason', 'queue_position', 'queue_length', 'progress_at']);

/** Part of a message about a queue, see `queue_position`. */
const PLACE = /: place \d+ of \d+(?=\.$)/;

/** Removes forecasts at any depth: they follow the clock and other items, not the item's revision. */
export const withoutForecasts = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => {
      if (FORECAST.has(key)) return undefined;
      return typeof value === 'string' ? value.replace(PLACE, '') : value;
    }),
  );
