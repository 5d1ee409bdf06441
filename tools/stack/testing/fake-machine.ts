import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Cache } from '#src/provision/cache.js';
import type { ProvisionContext } from '#src/provision/context.js';
import { refuse } from '#src/provision/tool.js';
import { tempDir } from './until.js';

export interface FakeMachine {
  readonly root: string;
  readonly context: ProvisionContext;
  readonly progress: string[];
  /** Creates an executable that prints this text; the path is relative to the machine's root. */
  program(path: string, prints: string): Promise<string>;
  with(changes: Partial<ProvisionContext>): ProvisionContext;
  remove(): Promise<void>;
}

/** Creates a machine without tools, packages and network. Its PATH is `<root>/bin`. */
export async function fakeMachine(): Promise<FakeMachine> {
  const folder = await tempDir('tl machine ');
  const root = folder.path;
  const progress: string[] = [];
  const context: ProvisionContext = {
    cache: new Cache(join(root, 'cache')),
    named: {},
    projectRoot: join(root, 'project'),
    env: { PATH: join(root, 'bin') },
    platform: 'linux',
    arch: 'x64',
    folders: [],
    speechModels: [],
    get: () => Promise.reject(new Error('no network')),
    natsRelease: () => undefined,
    debian: () => Promise.resolve(refuse('no Debian')),
    progress: (message) => progress.push(message),
  };
  return {
    root,
    context,
    progress,
    program: async (path, prints) => {
      const file = join(root, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `#!/bin/sh\nprintf '%s\\n' '${prints}'\n`);
      await chmod(file, 0o755);
      return file;
    },
    with: (changes) => ({ ...context, ...changes }),
    remove: () => folder.remove(),
  };
}
