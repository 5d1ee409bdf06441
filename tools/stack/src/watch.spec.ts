import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tempDir, until, type TempDir } from '#testing/until.js';
import { canReach, watchAndRestart, type BuildResult } from './watch.js';

const nothing: BuildResult = { files: 0, changed: [], failures: [] };

describe('watchAndRestart', () => {
  let folder: TempDir;
  let lines: string[];
  let restarted: string[];
  let builds: BuildResult[];
  let ending: AbortController;
  let watching: Promise<void>;

  const source = async (path: string, text: string): Promise<void> => {
    const file = join(folder.path, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };

  beforeEach(async () => {
    folder = await tempDir();
    await source('apps/gateway/src/main.ts', "import { a } from '@throughline/domain';");
    await source('apps/upload/src/deep/main.ts', "import '@throughline/engine';");
    await source('apps/upload/src/main.spec.ts', "import '@throughline/media';");
    await source('libs/engine/src/index.ts', "export { x } from '@throughline/domain/testing';");
    [lines, restarted, builds, ending] = [[], [], [], new AbortController()];
    watching = watchAndRestart({
      projectRoot: folder.path,
      rebuild: () => Promise.resolve(builds.shift() ?? nothing),
      restart: (service) => {
        restarted.push(service);
        return Promise.resolve();
      },
      services: ['search', 'gateway', 'upload'],
      say: (line) => lines.push(line),
      signal: ending.signal,
      everyMs: 5,
    });
  });
  afterEach(async () => {
    ending.abort();
    await watching;
    await folder.remove();
  });

  it('restarts a changed service, and services that use a changed library indirectly', async () => {
    builds.push({ ...nothing, changed: ['apps/upload'] });
    await until(() => restarted.length === 1);
    builds.push({ ...nothing, changed: ['libs/domain'] });
    await until(() => restarted.length === 4);
    // The search is a program of the gateway.
    expect(restarted).toEqual(['upload', 'search', 'gateway', 'upload']);
  });

  it('does not restart a service that uses the library only in specs', async () => {
    builds.push({ ...nothing, changed: ['libs/media'] }, { ...nothing, changed: ['apps/gateway'] });
    await until(() => restarted.length === 2);
    expect(restarted).toEqual(['search', 'gateway']);
  });

  it('reports a failed build once and restarts the services that could be built', async () => {
    const failure = 'libs/domain/src/a.ts: unexpected token';
    builds.push({ ...nothing, changed: ['apps/gateway'], failures: [failure] }, { ...nothing, failures: [failure] }, nothing);
    builds.push({ ...nothing, failures: [failure] });
    await until(() => lines.filter((line) => line.includes(failure)).length === 2);
    expect(restarted).toEqual(['search', 'gateway']);
  });

  it('terminates if libraries import each other', () => {
    const uses = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['a'])],
    ]);
    expect(canReach('a', new Set(['c']), uses)).toBe(false);
  });
});
