import { join } from 'node:path';
import { projectRoot } from '../workspaces.mjs';

/** Where a run of the tests leaves its reports. */
export const REPORTS = join(projectRoot, '.throughline/test-reports');
/** Suffix of the file with the times of one pass. */
export const TIMES = '.times.json';
