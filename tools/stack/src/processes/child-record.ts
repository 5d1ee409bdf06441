import type { DataFolder } from '../data-folder/data-folder.js';
import { isIdentity } from '../data-folder/lock.js';
import { endProcess, identify, isAlive, isHalted, type ProcessIdentity } from './identity.js';
import { StackProblem } from '../problem.js';

interface Entry extends ProcessIdentity {
  readonly name: string;
}

const FILE = 'processes.json';

export interface KnownChild {
  readonly name: string;
  readonly pid: number;
  readonly running: boolean;
  /** It runs, and was stopped (SIGSTOP): it does nothing. */
  readonly halted: boolean;
}

/** What a runner has noted, for whoever looks from outside. */
export async function readChildren(folder: DataFolder): Promise<KnownChild[]> {
  const stored = await folder.readJson(FILE);
  const entries = Array.isArray(stored) ? stored.filter(isEntry) : [];
  return Promise.all(
    entries.map(async (entry) => {
      const running = await isAlive(entry);
      return { name: entry.name, pid: entry.pid, running, halted: running && (await isHalted(entry.pid)) };
    }),
  );
}

/** Which children run, kept in a file: after a hard kill the next start finds and ends what was left. */
export class ChildRecord {
  private entries: readonly Entry[] = [];
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly folder: DataFolder) {}

  async add(name: string, pid: number): Promise<void> {
    const identity = await identify(pid);
    if (!identity) return;
    this.entries = [...this.entries.filter((entry) => entry.name !== name), { name, ...identity }];
    await this.save();
  }

  async clear(): Promise<void> {
    this.entries = [];
    await this.save();
  }

  /** Ends what an earlier runner left, the last started first; returns the names. */
  async endLeftovers(): Promise<string[]> {
    const stored = await this.folder.readJson(FILE);
    const left = await living(Array.isArray(stored) ? stored.filter(isEntry) : []);
    // Services go before what they need.
    for (const entry of left.reverse()) await this.end(entry);
    await this.clear();
    return left.map(({ name }) => name);
  }

  private async end(entry: Entry): Promise<void> {
    // Of PostgreSQL's signals SIGINT is the fast stop; for the others it is one to end by as well.
    const gone = (await endProcess(entry, 'SIGINT', 10_000)) || (await endProcess(entry, 'SIGKILL', 5_000));
    if (!gone) {
      throw new StackProblem(
        'data-folder-locked',
        `${entry.name} (pid ${entry.pid}), left by an earlier start, does not end: end it by hand`,
      );
    }
  }

  /** One after the other: of two servers that start together, the later note must not be overwritten by the earlier. */
  private save(): Promise<void> {
    const write = (): Promise<void> => this.folder.writeJson(FILE, this.entries);
    const written = this.writing.then(write);
    this.writing = written.catch(() => undefined);
    return written;
  }
}

const isEntry = (value: unknown): value is Entry => isIdentity(value) && 'name' in value && typeof value.name === 'string';

async function living(entries: readonly Entry[]): Promise<Entry[]> {
  const alive = await Promise.all(entries.map(isAlive));
  return entries.filter((_, index) => alive[index]);
}
