export { aCommit } from './a-commit.js';
export { anyText } from './any-text.js';
export { testSeed } from './config.js';
export { depthOf, testDepth, type TestDepth } from './test-depth.js';
