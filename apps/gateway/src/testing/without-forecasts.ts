const FORECAST: ReadonlySet<string> = new Set(['eta', 'eta_reason', 'queue_position', 'queue_length', 'progress_at']);

/** Removes forecasts at any depth: they follow the clock and other items, not the item's revision. */
export const withoutForecasts = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value: unknown) => (FORECAST.has(key) ? undefined : value)));
