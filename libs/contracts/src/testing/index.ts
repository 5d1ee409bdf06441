export { aCommit } from './a-commit.js';
export { testDepth } from './test-depth.js';
