import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, StackProblem } from './problem.js';
import { readSetupConfig } from './setup/config.js';
import { setUp } from './setup/setup.js';

const USAGE_ERROR = 2;

// src/, dist/ and bundle/ have the same depth.
const PROJECT_ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

try {
  await setUp(readSetupConfig(), PROJECT_ROOT, (message) => {
    process.stdout.write(`${message}\n`);
  });
} catch (error) {
  process.stderr.write(`setup: ${messageOf(error)}\n`);
  process.exitCode = error instanceof StackProblem && error.kind === 'bad-usage' ? USAGE_ERROR : 1;
}
