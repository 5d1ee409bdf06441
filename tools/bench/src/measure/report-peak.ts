import { readFileSync, writeFileSync } from 'node:fs';
import { environment } from '../config.js';

/*
 * Loaded into the measured process before its program. `resourceUsage().maxRSS` would include the memory of the process that has
 * started it. Linux only.
 */
process.on('exit', () => {
  const [, kib = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeFileSync(environment['BENCH_PEAK_FILE'] ?? '', kib);
});
