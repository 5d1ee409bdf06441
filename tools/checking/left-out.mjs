/** Describes what a check leaves out, for people. Pure. */
import { workspaceOf } from '../testing/passes.mjs';

/** A longer list of names is no longer read: such files are counted by workspace. */
const MAX_NAMES = 10;

/**
 * @typedef {object} LeftOut
 * @property {readonly string[]} endToEnd
 * @property {readonly string[]} wholeSets
 * @property {readonly string[]} [onlyRequested] the only operations that get generated requests, if others that the change may
 *   concern get none
 * @property {number} sampled number of specs that run without the samples of full depth
 */

const countOf = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;

function countByWorkspace(files) {
  const counts = new Map();
  for (const file of files) counts.set(workspaceOf(file), (counts.get(workspaceOf(file)) ?? 0) + 1);
  return [...counts].map(([folder, count]) => `${count} of ${folder}`);
}

function describeFiles(files, what) {
  if (files.length === 0) return [];
  const names = files.length > MAX_NAMES ? countByWorkspace(files) : files;
  return [`${countOf(files.length, what)} (${names.join(', ')})`];
}

function describeRequests(operations) {
  if (operations === undefined) return [];
  const names = operations.length > MAX_NAMES ? `the ${operations.length} changed ones` : operations.join(', ');
  return [`generated requests to all operations${operations.length > 0 ? ` but ${names}` : ''}`];
}

/**
 * Returns the last line of a check.
 * @param {{ leftOut: LeftOut }} plan
 */
export function describeLeftOut({ leftOut: { endToEnd, wholeSets, onlyRequested, sampled } }) {
  const parts = [
    ...describeFiles(endToEnd, 'end-to-end file'),
    ...describeFiles(wholeSets, 'whole set'),
    ...describeRequests(onlyRequested),
    ...(sampled > 0 ? [`samples of ${countOf(sampled, 'spec')} that only full depth has`] : []),
  ];
  if (parts.length === 0) return 'left out: only tests that the change does not reach by imports';
  const commands = [
    ...(endToEnd.length > 0 ? ['`npm run check -- --e2e` runs the end-to-end files'] : []),
    '`npm run explore -- --all` runs everything',
  ];
  return `left out: ${[...parts, ...commands].join('; ')}`;
}
