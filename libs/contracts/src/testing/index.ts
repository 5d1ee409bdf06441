export { aCommit } from './a-commit.js';
