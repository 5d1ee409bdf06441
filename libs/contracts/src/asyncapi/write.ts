/*
 * `node libs/contracts/dist/asyncapi/write.js`: writes docs/asyncapi.json anew, after a schema or subject was changed.
 */
import { writeFile } from 'node:fs/promises';
import { asyncApiDocument } from './document.js';

await writeFile(
  new URL('../../../../docs/asyncapi.json', import.meta.url),
  `${JSON.stringify(asyncApiDocument(), undefined, 2)}\n`,
);
