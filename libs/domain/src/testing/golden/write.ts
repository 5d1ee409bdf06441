/*
 * `node libs/domain/dist/testing/golden/write.js`: writes missing golden logs and the hashes of all their states.
 * An existing log is never changed. If golden-folds.json changes, FOLD_VERSION must be raised.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { encodeGoldenLog, type GoldenLog } from '../../kinds/outcome/golden-log.js';
import { foldsOf } from './golden-log.js';
import { scenarios } from './scenarios.js';

const folder = fileURLToPath(new URL('../../../golden/', import.meta.url));
const FOLDS = fileURLToPath(new URL('../../../golden-folds.json', import.meta.url));
const asText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const existing = new Set(await readdir(folder));
const missing = Object.entries(scenarios).filter(([name]) => !existing.has(name));
for (const [name, { title, journey, expected }] of missing) {
  const history = journey();
  const golden: GoldenLog = { title, assetId: history.assetId, expected, log: encodeGoldenLog(history.commits) };
  await writeFile(`${folder}${name}`, asText(golden), { flag: 'wx' });
}
const logs = new Map<string, GoldenLog>();
for (const name of (await readdir(folder)).sort())
  logs.set(name, JSON.parse(await readFile(`${folder}${name}`, 'utf8')) as GoldenLog);
await writeFile(FOLDS, asText(foldsOf(logs)));
process.stdout.write(`${String(missing.length)} golden log(s) written, ${String(logs.size)} folded\n`);
