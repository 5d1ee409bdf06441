/** Runs jest-circus, and adds the time of each phase and the processor time to the result. */
const { readFileSync } = require('node:fs');
const circus = require('jest-circus/runner');

/** The unit of /proc is the same on all processors that Node supports. */
const TICK_MS = 10;
/** The places of cutime and cstime behind the name of the program (proc_pid_stat(5)). */
const CHILDREN = [13, 14];

/** Returns the processor time of this process and of its children that have ended, in milliseconds. Only Linux tells of children. */
function cpuMs() {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const own = (userCPUTime + systemCPUTime) / 1000;
  if (process.platform !== 'linux') return own;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ');
  return CHILDREN.reduce((sum, place) => sum + Number(fields[place]) * TICK_MS, own);
}

module.exports = async (globalConfig, config, environment, ...rest) => {
  const begun = cpuMs();
  const result = await (circus.default ?? circus)(globalConfig, config, environment, ...rest);
  return { ...result, perfStats: { ...result.perfStats, phases: { ...environment.phases, processor: cpuMs() - begun } } };
};
