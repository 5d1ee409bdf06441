/**
 * Measures how simple the code is.
 *
 *   npm run house              prints the measures
 *   npm run house -- --long    also lists pairs of rooms with their imports, and copies
 *   npm run house -- --pairs   only refuses rooms that import each other
 *
 * See docs/testing.md.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCopies } from './house/copies.mjs';
import { readTree } from './house/files.mjs';
import { measureLines } from './house/lines.mjs';
import { measureNames } from './house/names.mjs';
import { measureCredentialTypes, measureResources, operationsOf, priceOfFolder } from './house/prices.mjs';
import { measureRooms } from './house/rooms.mjs';
import { measureTouch } from './house/touch.mjs';
import { projectRoot } from './workspaces.mjs';

const FEATURES = 100;
const LISTED_COPIES = 40;

// `npm run house | head` closes the pipe early.
process.stdout.on('error', () => process.exit());
const say = (line = '') => process.stdout.write(`${line}\n`);
const whole = (number) => Math.round(number).toLocaleString('en');
const percent = (share) => `${Math.round(share * 100)} %`;

/** Returns a message for each pair. */
const judgePairs = ({ pairs }) =>
  pairs.map(({ name, imports }) => `These rooms import each other: ${name}\n${imports.map((one) => `    ${one}`).join('\n')}`);

/** Rows of name, figure and remark. */
function rowsOf({ files, rooms, document, copies }) {
  const source = files.filter(({ isTest }) => !isTest);
  const lines = measureLines(files);
  const names = measureNames(files, document);
  const touch = measureTouch(projectRoot, FEATURES);
  const gateway = source.filter(({ project }) => project === 'apps/gateway').reduce((sum, file) => sum + file.lines, 0);
  const [dearest, ...others] = measureResources(source);
  const cheapest = others.at(-1) ?? dearest;
  const types = measureCredentialTypes(source, document);
  const operations = operationsOf(document);
  return [
    ['rooms that import each other', whole(rooms.pairs.length), `of ${whole(rooms.arrows)} imports between rooms`],
    ['source files of an API name', names.files.toFixed(1), `mean of ${names.names}; in ${names.projects.toFixed(1)} projects`],
    ['', '', `most: ${names.most.map(([name, count]) => `${name} ${count}`).join(', ')}`],
    ['gateway lines of an operation', whole(gateway / operations), `${whole(operations)} operations`],
    ['lines of a resource', `${whole(cheapest.lines)}–${whole(dearest.lines)}`, `gateway, page and tl; most: ${dearest.name}`],
    ['lines of a destination', whole(priceOfFolder(source, 'apps/upload/src/destinations')), 'median'],
    ['lines of a source', whole(priceOfFolder(source, 'apps/ingest/src/sources')), 'median'],
    ['files of a credential type', whole(types[0]?.files ?? 0), `outside of its folder; most: ${types[0]?.type ?? '-'}`],
    [
      'copies',
      whole(copies.length),
      `pairs of files with six equal or alike lines; ${whole(copies.filter(({ isTest }) => !isTest).length)} without tests`,
    ],
    [
      'files of a feature',
      `${touch.median}, ${touch.p90}`,
      `median, p90 of ${touch.commits}; ${percent(touch.wide)} in 3 projects or more`,
    ],
    ['source lines', whole(lines.source), `${whole(lines.files)} files, median ${lines.median}, p95 ${lines.p95} lines`],
    ['  of these, code', whole(lines.code), percent(lines.code / lines.source)],
    ['test lines', whole(lines.tests), 'with kits and fakes'],
  ];
}

function printRows(rows) {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const [name, figure, remark] of rows) say(`${name.padEnd(widths[0])}  ${figure.padStart(widths[1])}  ${remark}`.trimEnd());
}

const has = (option) => process.argv.includes(option);
const { files, packages } = readTree(projectRoot);
const rooms = measureRooms(files, packages);
if (has('--pairs')) {
  const faults = judgePairs(rooms);
  for (const fault of faults) say(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
} else {
  const document = JSON.parse(readFileSync(join(projectRoot, 'docs/openapi.json'), 'utf8'));
  const copies = findCopies(files);
  printRows(rowsOf({ files, rooms, document, copies }));
  if (has('--long')) {
    say();
    for (const [project, lines] of measureLines(files).projects) say(`${whole(lines).padStart(8)}  ${project}`);
    for (const { name, imports } of rooms.pairs) say(`\n${name}\n${imports.map((one) => `    ${one}`).join('\n')}`);
    say();
    for (const { first, runs } of copies.slice(0, LISTED_COPIES)) say(`${String(runs).padStart(4)}  ${first}`);
  }
}
