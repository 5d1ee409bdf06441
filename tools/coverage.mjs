/**
 * `npm run coverage`: how much of the code that tells progress, ETA, places in queues and sessions is run through by the specs
 * beside it (TST-05). Fails below 80 %.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJest } from './jest.mjs';

const TRACKING = [
  'libs/domain/src/session/*.ts',
  'libs/domain/src/progress/*.ts',
  'libs/domain/src/eta/*.ts',
  'apps/gateway/src/sessions/*.ts',
  'apps/gateway/src/eta/*.ts',
  'apps/gateway/src/recordings/live-progress.ts',
  'apps/gateway/src/recordings/stall*.ts',
];
/** The views draw what is worked out there. */
const SPECS = [
  'libs/domain/src/(session|progress|eta|views)/',
  'apps/gateway/src/(sessions|eta)/',
  'recordings/(live-progress|stall)',
];
const LEAST = { lines: 80, statements: 80, functions: 80, branches: 80 };

process.exitCode = await runJest([
  '--coverage',
  '--coverageReporters=text',
  `--coverageDirectory=${join(tmpdir(), 'throughline-coverage')}`,
  `--coverageThreshold=${JSON.stringify({ global: LEAST })}`,
  ...TRACKING.map((files) => `--collectCoverageFrom=${files}`),
  ...SPECS,
]);
