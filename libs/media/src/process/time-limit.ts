const leastMs = 300_000;
const timesDuration = 4;

/** How long one tool call on media of this length may take before it counts as hung. */
export const timeLimitFor = (durationSeconds: number): number => Math.max(leastMs, durationSeconds * timesDuration * 1_000);
