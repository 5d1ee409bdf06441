import { join } from 'node:path';
import './tools/testing/end-with-parent.cjs';
import { matchOf, specFolders } from './tools/testing/passes.mjs';
import { TIMES, REPORTS } from './tools/testing/reports.mjs';
import { projectRoot } from './tools/workspaces.mjs';

const tool = (name) => join(projectRoot, 'tools/testing', name);

const KINDS = process.env.TL_TEST_KINDS?.split(',') ?? ['unit', 'int', 'smoke', 'e2e'];
const LEFT_OUT = (process.env.TL_TEST_LEAVES_OUT ?? '').split(',').filter((file) => file !== '');

export default {
  rootDir: projectRoot,
  roots: specFolders(),
  testMatch: KINDS.map(matchOf),
  testPathIgnorePatterns: ['/node_modules/', ...LEFT_OUT.map((file) => `/${file.replaceAll('.', '\\.')}$`)],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  // The build compiles specs with the code, and Node imports them: Jest transforms nothing.
  transform: {},
  testEnvironment: tool('native-environment.cjs'),
  runtime: tool('native-runtime.cjs'),
  testRunner: tool('framework.cjs'),
  testSequencer: tool('long-first.mjs'),
  // Jest replaces a worker that has grown beyond this share of the machine's memory: each new one loads all modules again. The
  // option also keeps single specs out of Jest's own process.
  workerIdleMemoryLimit: '10%',
  // A worker with native modules needs longer to exit than Jest's half second, on a busy machine.
  workerGracefulExitTimeout: 10_000,
  cacheDirectory: join(projectRoot, 'node_modules/.cache/jest'),
  passWithNoTests: false,
  // The minimum for every test, whatever timeout it sets: a shorter one would only measure the load of the machine.
  testTimeout: 600_000,
  globalSetup: tool('compile-specs.mjs'),
  reporters: [
    'default',
    [tool('times-reporter.mjs'), { outputFile: join(REPORTS, `${process.env.TL_TEST_TIMES ?? 'jest'}${TIMES}`) }],
  ],
};
