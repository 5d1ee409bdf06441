import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { matchOf } from './tools/testing/passes.mjs';
import { TIMES, REPORTS } from './tools/testing/reports.mjs';
import { projectRoot, workspaces } from './tools/workspaces.mjs';

const testFolders = workspaces()
  .flatMap(({ path }) => ['src', 'e2e'].map((folder) => join(path, folder)))
  .filter((folder) => existsSync(folder));

const tool = (name) => join(projectRoot, 'tools/testing', name);

const KINDS = process.env.TL_TEST_KINDS?.split(',') ?? ['unit', 'int', 'smoke', 'e2e'];

export default {
  rootDir: projectRoot,
  roots: testFolders,
  testMatch: KINDS.map(matchOf),
  testPathIgnorePatterns: ['/node_modules/'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  // Specs are compiled with the code and imported by Node itself: nothing is transformed here.
  transform: {},
  testEnvironment: tool('native-environment.cjs'),
  runtime: tool('native-runtime.cjs'),
  testRunner: tool('framework.cjs'),
  // A worker that has grown makes way for a new one. Its presence also keeps single specs out of Jest's own process.
  workerIdleMemoryLimit: '1GB',
  cacheDirectory: join(projectRoot, 'node_modules/.cache/jest'),
  passWithNoTests: false,
  // The least that a test may take, whatever limit it names: a short one would only measure the load of the machine.
  testTimeout: 180_000,
  globalSetup: tool('compile-specs.mjs'),
  reporters: [
    'default',
    [tool('times-reporter.mjs'), { outputFile: join(REPORTS, `${process.env.TL_TEST_TIMES ?? 'jest'}${TIMES}`) }],
  ],
};
