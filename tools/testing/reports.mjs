import { join } from 'node:path';
import { projectRoot } from '../workspaces.mjs';

/** Folder of the reports of a test run. */
export const REPORTS = join(projectRoot, '.throughline/test-reports');
/** Suffix of the file with the times of one pass. */
export const TIMES = '.times.json';
