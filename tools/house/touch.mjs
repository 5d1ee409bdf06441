/** Counts the source files and projects that a feature touches. */
import { execFileSync } from 'node:child_process';
import { isCode, isTest, quantile, sortNumbers } from './files.mjs';

/**
 * @param {string} root
 * @param {number} commits how many of the latest feature commits count
 */
export function measureTouch(root, commits) {
  const log = execFileSync('git', ['log', '--no-merges', '--format=%x00%s', '--name-only', '-n', '3000'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const features = log
    .split('\0')
    .map((entry) => entry.split('\n'))
    .filter(([subject]) => subject.startsWith('feat'))
    .slice(0, commits)
    .map(([, ...paths]) => paths.filter((path) => isCode(path) && !isTest(path)));
  const files = sortNumbers(features.map((paths) => paths.length));
  const projects = features.map((paths) => new Set(paths.map((path) => path.split('/').slice(0, 2).join('/'))).size);
  return {
    commits: features.length,
    median: quantile(files, 0.5),
    p90: quantile(files, 0.9),
    wide: features.length === 0 ? 0 : projects.filter((count) => count >= 3).length / features.length,
  };
}
