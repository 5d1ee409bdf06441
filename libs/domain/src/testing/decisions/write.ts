/* `node libs/domain/dist/testing/decisions/write.js`: writes docs/decision-table.md again after a rule has changed. */
import { writeFile } from 'node:fs/promises';
import { decisionTable } from './decision-table.js';
import { decisionDocument } from './document.js';
import { explore } from './explore.js';
import { worlds } from './worlds.js';

const rows = decisionTable(worlds.flatMap((world) => explore(world, 'whole')));
await writeFile(new URL('../../../../../docs/decision-table.md', import.meta.url), decisionDocument(rows));
