#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../bundle/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('tl is not built yet: run `npm start` or `npm run build` in the project once\n');
  process.exitCode = 2;
}
