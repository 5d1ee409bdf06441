/**
 * `npm run lines`: source lines of each project, and the lengths of files. Tests, test kits, benches and generated files do not count.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './workspaces.mjs';

const SOURCE = /\.(?:ts|tsx|mjs)$/;
const NOT_COUNTED = /\.(?:spec|contract|bench|generated)\.|\.d\.ts$|\/(?:testing|e2e)\//;

const files = execFileSync('git', ['ls-files', '-z', 'apps', 'libs', 'tools'], { cwd: projectRoot, encoding: 'utf8' })
  .split('\0')
  .filter((file) => SOURCE.test(file) && !NOT_COUNTED.test(file));
const linesOf = (file) => readFileSync(join(projectRoot, file), 'utf8').split('\n').length - 1;
const counted = files.map((file) => ({ project: file.split('/').slice(0, 2).join('/'), lines: linesOf(file) }));

const totals = new Map();
for (const { project, lines } of counted) totals.set(project, (totals.get(project) ?? 0) + lines);
for (const [project, lines] of [...totals].sort(([, one], [, other]) => other - one))
  console.log(`${String(lines).padStart(7)}  ${project}`);

const lengths = counted.map(({ lines }) => lines).sort((one, other) => one - other);
const quantile = (share) => lengths[Math.floor(share * (lengths.length - 1))];
const total = lengths.reduce((sum, lines) => sum + lines, 0);
console.log(`${String(total).padStart(7)}  in ${lengths.length} files: median ${quantile(0.5)}, p95 ${quantile(0.95)} lines`);
