/** Set by tools/test.mjs: `full` in `npm run test:all`. */
export const isFullDepth = process.env['TL_TEST_DEPTH'] === 'full';

/** The seed of all properties of this test run. Set by tools/jest.mjs. */
export const testSeed = Number(process.env['TL_TEST_SEED']);
