import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from './problem.js';

export interface BuildResult {
  readonly files: number;
  /** Folders of workspaces with new output, e.g. `libs/domain`. */
  readonly changed: readonly string[];
  /** What could not be built; everything else was. */
  readonly failures: readonly string[];
}

export interface WatchOptions {
  readonly projectRoot: string;
  readonly rebuild: () => Promise<BuildResult>;
  readonly restart: (service: string) => Promise<void>;
  readonly services: readonly string[];
  readonly say: (message: string) => void;
  readonly signal: AbortSignal;
  readonly everyMs?: number;
}

/** Builds what was saved and restarts only the services that use it. The incremental build is quick enough to be the watch itself. */
export async function watchAndRestart(options: WatchOptions): Promise<void> {
  let complaint = '';
  while (!options.signal.aborted) {
    const { changed, failures } = await lookOnce(options.rebuild);
    const found = failures.join('\n');
    // The same unfinished edit is found broken at every look.
    if (found !== '' && found !== complaint) options.say(`not built, what uses it runs on as it is: ${found}`);
    complaint = found;
    if (changed.length > 0) await restartUsers(changed, options);
    await pause(options.everyMs ?? 500, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function lookOnce(rebuild: WatchOptions['rebuild']): Promise<BuildResult> {
  // A file may vanish between two looks at it; the next look sees how things are.
  return rebuild().catch((error: unknown) => ({ files: 0, changed: [], failures: [messageOf(error)] }));
}

async function restartUsers(changed: readonly string[], options: WatchOptions): Promise<void> {
  const { projectRoot, services, restart, say } = options;
  if (changed.includes('tools/stack')) say('the runner itself has changed: stop it and start it again to use that');
  const uses = await usesOf(projectRoot);
  for (const service of services) {
    if (!reaches(`apps/${service}`, new Set(changed), uses)) continue;
    say(`restarting ${service} (${changed.join(', ')} changed)`);
    await restart(service);
  }
}

/** What each app and lib imports of its siblings, from the imports themselves. */
export async function usesOf(projectRoot: string): Promise<Map<string, Set<string>>> {
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

export function reaches(from: string, targets: ReadonlySet<string>, uses: ReadonlyMap<string, ReadonlySet<string>>): boolean {
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
