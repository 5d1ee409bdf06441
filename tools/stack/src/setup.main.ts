import { messageOf, StackProblem } from './problem.js';
import { readSetupConfig } from './setup/config.js';
import { setUp } from './setup/setup.js';

const USAGE_ERROR = 2;

try {
  await setUp(readSetupConfig(), (message) => {
    process.stdout.write(`${message}\n`);
  });
} catch (error) {
  process.stderr.write(`setup: ${messageOf(error)}\n`);
  process.exitCode = error instanceof StackProblem && error.kind === 'bad-usage' ? USAGE_ERROR : 1;
}
