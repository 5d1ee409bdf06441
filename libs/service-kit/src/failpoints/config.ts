import { createFailpoint, type Failpoint } from './failpoint.js';

/** The process's own failpoints, as its environment arms them. */
export const failpoint: Failpoint = createFailpoint({
  spec: process.env['TL_FAILPOINT'],
  folder: process.env['TL_FAILPOINT_DIR'],
});
