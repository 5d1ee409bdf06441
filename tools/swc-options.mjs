/**
 * One set of compiler options for the build and for Jest, so that tests run what is shipped.
 * `useDefineForClassFields` follows the type checker's target (ES2022).
 * @param {boolean | 'inline'} sourceMaps
 * @returns {import('@swc/core').Options}
 */
export const swcOptions = (sourceMaps) => ({
  // A stray .swcrc in a parent folder must not change what is built.
  swcrc: false,
  configFile: false,
  sourceMaps,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
});
