import { fileURLToPath } from 'node:url';

export const environment: Readonly<NodeJS.ProcessEnv> = process.env;

/** The checkout: `tools/bench/dist` lies three folders below it. */
export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
