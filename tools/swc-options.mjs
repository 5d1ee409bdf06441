/**
 * Returns the compiler options of one file. Services and specs share them, so that tests run the shipped code.
 * `useDefineForClassFields` follows the type checker's target (ES2022).
 * @param {string} file
 * @param {boolean | 'inline'} sourceMaps
 * @returns {import('@swc/core').Options}
 */
export const swcOptions = (file, sourceMaps) => ({
  // A stray .swcrc in a parent folder must not change the build.
  swcrc: false,
  configFile: false,
  sourceMaps,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true, tsx: file.endsWith('.tsx') },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: true,
      react: { runtime: 'automatic' },
    },
    keepClassNames: true,
  },
  module: { type: 'es6' },
});
