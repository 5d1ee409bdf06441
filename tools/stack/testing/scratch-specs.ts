import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { testConfig } from './config.js';
import { tempDir, type TempDir } from './until.js';

const { projectRoot, env: testEnv } = testConfig();

/** Returns the address of a file of the checkout as a literal of JavaScript. */
export const moduleLiteral = (path: string): string => JSON.stringify(pathToFileURL(join(projectRoot, path)).href);

const CONFIG = `
import config from ${moduleLiteral('jest.config.mjs')};
const { globalSetup, reporters, ...rest } = config;
export default { ...rest, rootDir: import.meta.dirname, roots: [import.meta.dirname], cacheDirectory: import.meta.dirname + '/cache' };
`;

/** Specs in a temporary folder, which the checkout's tools run with real Jest. */
export class ScratchSpecs {
  private constructor(readonly folder: TempDir) {}

  static async create(): Promise<ScratchSpecs> {
    const specs = new ScratchSpecs(await tempDir('tl scratch specs '));
    await specs.write('jest.config.mjs', CONFIG);
    await specs.write('package.json', '{"type":"module"}');
    await specs.write('reports/.keep', '');
    return specs;
  }

  /** Writes a spec and its compiled form. */
  async add(name: string, text: string): Promise<void> {
    await this.write(`libs/one/src/${name}.spec.ts`, text);
    await this.write(`libs/one/dist/${name}.spec.js`, text);
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder.path, path)), { recursive: true });
    await writeFile(join(this.folder.path, path), text);
  }

  /** Returns the path of a spec in the temporary folder. */
  pathOf(name: string): string {
    return join(this.folder.path, `libs/one/src/${name}.spec.ts`);
  }

  /** Returns the path that the tools print: from the root of the checkout. */
  printedPath(name: string): string {
    return relative(projectRoot, this.pathOf(name));
  }

  /** Starts a script with `root` and the given arguments behind it. */
  start(script: string, args: readonly string[] = []): ChildProcess {
    const { JEST_WORKER_ID: _worker, ...env } = testEnv;
    const all = ['--input-type=module', '-e', script, this.folder.path, ...args];
    return spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  }

  /** Runs a script, and reads the JSON behind the last `RESULT ` of its output. */
  async run<T>(script: string, args: readonly string[] = []): Promise<T> {
    const child = this.start(script, args);
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    return JSON.parse(output.slice(output.lastIndexOf('RESULT ') + 'RESULT '.length)) as T;
  }

  remove(): Promise<void> {
    return this.folder.remove();
  }
}
