import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from './problem.js';
import { programOf, type ServiceName } from './services/services.js';

export interface BuildResult {
  readonly files: number;
  /** Folders of workspaces with new output, e.g. `libs/domain`. */
  readonly changed: readonly string[];
  /** Errors of files that could not be built. All others were built. */
  readonly failures: readonly string[];
}

export interface WatchOptions {
  readonly projectRoot: string;
  readonly rebuild: () => Promise<BuildResult>;
  readonly restart: (service: string) => Promise<void>;
  readonly services: readonly ServiceName[];
  readonly say: (message: string) => void;
  readonly signal: AbortSignal;
  readonly everyMs?: number;
}

/** Workspaces whose code runs in the process of `npm start` itself. */
const RUNNER: ReadonlySet<string> = new Set(['tools/stack', 'tools/tl']);

/**
 * Rebuilds changed files and restarts only the services that use them. Builds repeatedly: the incremental build is fast enough
 * to detect changes.
 */
export async function watchAndRestart(options: WatchOptions): Promise<void> {
  let complaint = '';
  while (!options.signal.aborted) {
    const { changed, failures } = await rebuildOnce(options.rebuild);
    const found = failures.join('\n');
    // Every build finds the same broken file, so report it once.
    if (found !== '' && found !== complaint) options.say(`build failed, its services keep running the old code: ${found}`);
    complaint = found;
    if (changed.length > 0) await restartUsers(changed, options);
    await pause(options.everyMs ?? 500, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function rebuildOnce(rebuild: WatchOptions['rebuild']): Promise<BuildResult> {
  // A file may vanish during a build; the next build sees the new state.
  return rebuild().catch((error: unknown) => ({ files: 0, changed: [], failures: [messageOf(error)] }));
}

async function restartUsers(changed: readonly string[], options: WatchOptions): Promise<void> {
  const { projectRoot, services, restart, say } = options;
  if (changed.some((folder) => RUNNER.has(folder))) say('the runner itself has changed: restart it to use the new code');
  const uses = await readUses(projectRoot);
  for (const service of services) {
    if (!canReach(programOf(service).app, new Set(changed), uses)) continue;
    say(`restarting ${service} (${changed.join(', ')} changed)`);
    await restart(service);
  }
}

/** Reads the imports of every app and lib, and returns the libs that each one uses. */
export async function readUses(projectRoot: string): Promise<Map<string, Set<string>>> {
  const uses = new Map<string, Set<string>>();
  for (const group of ['apps', 'libs']) {
    for (const name of await readdir(join(projectRoot, group)).catch(() => [] as string[])) {
      uses.set(`${group}/${name}`, await importsIn(join(projectRoot, group, name, 'src')));
    }
  }
  return uses;
}

async function importsIn(folder: string): Promise<Set<string>> {
  const files = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  const texts = await Promise.all(sources.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/['"]@throughline\/([a-z-]+)/g)].map(([, name]) => `libs/${name ?? ''}`)),
  );
}

export function canReach(from: string, targets: ReadonlySet<string>, uses: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set<string>();
  const queue = [from];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (targets.has(at)) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    queue.push(...(uses.get(at) ?? []));
  }
  return false;
}
