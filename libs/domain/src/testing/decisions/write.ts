/* `node libs/domain/dist/testing/decisions/write.js`: writes docs/decision-table.md again after a rule has changed. */
import { writeFile } from 'node:fs/promises';
import { decisionTable } from './decision-table.js';
import { decisionDocument } from './document.js';

await writeFile(new URL('../../../../../docs/decision-table.md', import.meta.url), decisionDocument(decisionTable()));
