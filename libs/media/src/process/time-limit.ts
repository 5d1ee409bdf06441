const leastMs = 300_000;
const timesDuration = 4;

/** Returns the time after which one tool call on media of this length counts as hung. */
export const computeTimeLimit = (durationSeconds: number): number => Math.max(leastMs, durationSeconds * timesDuration * 1_000);
