/* `node libs/contracts/dist/asyncapi/write.js`: writes docs/asyncapi.json again after a schema or subject has changed. */
import { writeFile } from 'node:fs/promises';
import { asyncApiDocument } from './document.js';

await writeFile(
  new URL('../../../../docs/asyncapi.json', import.meta.url),
  `${JSON.stringify(asyncApiDocument(), undefined, 2)}\n`,
);
