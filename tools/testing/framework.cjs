/** Runs jest-circus and adds the time of each phase to the result. */
const circus = require('jest-circus/runner');

module.exports = async (globalConfig, config, environment, ...rest) => {
  const result = await (circus.default ?? circus)(globalConfig, config, environment, ...rest);
  return { ...result, perfStats: { ...result.perfStats, phases: environment.phases } };
};
