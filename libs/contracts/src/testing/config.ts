/** Set by tools/test.mjs: `full` in `npm run test:all`. */
export const isFullDepth = process.env['TL_TEST_DEPTH'] === 'full';
