/** The lowest priority: every other process gets the processor first. */
export const PREVIEW_NICENESS = 19;
