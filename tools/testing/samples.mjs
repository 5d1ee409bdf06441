/** The folder of the specs that send generated requests to the API. */
export const FUZZERS = 'apps/gateway/testing/fuzz/';

/** Sends them to the gateway as it is shipped, with real servers. */
export const SHIPPED_REQUESTS = 'apps/gateway/e2e/generated-requests.e2e.spec.ts';

/** Tells from the text of a spec if it draws samples. Then another seed or depth changes what it tests. */
export const drawsSamples = (text) => /from 'fast-check'|\btestDepth\b/.test(text);
