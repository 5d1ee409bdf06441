const TEXT = process.env.TL_TEST_SEED || '20260205';
if (!/^-?\d{1,10}$/.test(TEXT)) throw new Error('TL_TEST_SEED must be a whole number');

/** Properties draw the same samples in each run, so that they fail for a change of the code, never by chance. */
export const SEED = Number(TEXT);
export const SEED_LINE = `the seed of properties is ${SEED}; TL_TEST_SEED replaces it`;
