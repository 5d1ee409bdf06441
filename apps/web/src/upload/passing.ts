/** Of answers after which the same request may work: the gateway starts, is busy, or somebody else holds the upload still. */
const PASSING = new Set([0, 423, 425, 429, 500, 502, 503, 504]);

/** 0 is no answer at all. */
export const isPassing = (status: number): boolean => PASSING.has(status);
