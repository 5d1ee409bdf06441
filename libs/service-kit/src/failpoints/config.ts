import { createFailpoint, type Failpoint } from './failpoint.js';

export const failpoint: Failpoint = createFailpoint({
  spec: process.env['TL_FAILPOINT'],
  folder: process.env['TL_FAILPOINT_DIR'],
});
