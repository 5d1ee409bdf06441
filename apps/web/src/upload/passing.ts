/** Status codes after which a retry may succeed: the gateway is starting or busy, or another request holds the upload. */
const PASSING = new Set([0, 423, 425, 429, 500, 502, 503, 504]);

/** Status 0 means no answer. */
export const isTransient = (status: number): boolean => PASSING.has(status);
