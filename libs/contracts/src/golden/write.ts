/*
 * `node libs/contracts/dist/golden/write.js`: writes missing golden files after an event or version was added. Never overwrites
 * an existing file.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SUMS_FILE, currentSamples, sumsLine } from './golden-files.js';

const folder = fileURLToPath(new URL('../../golden/', import.meta.url));
const existing = new Set(await readdir(folder));
const missing = [...currentSamples()].filter(([name]) => !existing.has(name));
const lines = existing.has(SUMS_FILE) ? (await readFile(`${folder}${SUMS_FILE}`, 'utf8')).split('\n').filter(Boolean) : [];
for (const [name, sample] of missing) {
  const text = sample();
  await writeFile(`${folder}${name}`, text, { flag: 'wx' });
  lines.push(sumsLine(name, text));
}
const byName = (a: string, b: string): number => (a.slice(66) < b.slice(66) ? -1 : 1);
await writeFile(`${folder}${SUMS_FILE}`, `${lines.sort(byName).join('\n')}\n`);
process.stdout.write(`${String(missing.length)} golden file(s) written\n`);
