import { SerialQueue } from '@throughline/contracts';
import type { DataFolder } from './data-folder.js';
import { isIdentity } from './lock.js';
import { endProcess, identify, isAlive, isHalted, type ProcessIdentity } from '../processes/identity.js';
import { StackProblem } from '../problem.js';

interface Entry extends ProcessIdentity {
  readonly name: string;
}

const FILE = 'processes.json';

export interface RecordedChild {
  readonly name: string;
  readonly pid: number;
  readonly running: boolean;
  /** Suspended by SIGSTOP. */
  readonly halted: boolean;
}

export async function readChildren(folder: DataFolder): Promise<RecordedChild[]> {
  const stored = await folder.readJson(FILE);
  const entries = Array.isArray(stored) ? stored.filter(isEntry) : [];
  return Promise.all(
    entries.map(async (entry) => {
      const running = await isAlive(entry);
      return { name: entry.name, pid: entry.pid, running, halted: running && (await isHalted(entry.pid)) };
    }),
  );
}

/** Records running children in a file, so that the next start can stop those that survived a hard kill. */
export class ChildRecord {
  private entries: readonly Entry[] = [];
  /** When two servers start together, the earlier state must not overwrite the later one. */
  private readonly writes = new SerialQueue();

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

  /** Stops the children of an earlier runner, the last started first. Returns their names. */
  async endLeftovers(): Promise<string[]> {
    const stored = await this.folder.readJson(FILE);
    const alive = await filterAlive(Array.isArray(stored) ? stored.filter(isEntry) : []);
    // Services stop before the servers that they use.
    for (const entry of alive.reverse()) await this.end(entry);
    await this.clear();
    return alive.map(({ name }) => name);
  }

  private async end(entry: Entry): Promise<void> {
    // SIGINT is PostgreSQL's fast shutdown, and the other programs stop on it too.
    const hasEnded = (await endProcess(entry, 'SIGINT', 10_000)) || (await endProcess(entry, 'SIGKILL', 5_000));
    if (!hasEnded) {
      throw new StackProblem(
        'data-folder-locked',
        `${entry.name} (pid ${entry.pid}), left by an earlier start, cannot be stopped: stop it yourself`,
      );
    }
  }

  private save(): Promise<void> {
    return this.writes.run(() => this.folder.writeJson(FILE, this.entries));
  }
}

const isEntry = (value: unknown): value is Entry => isIdentity(value) && 'name' in value && typeof value.name === 'string';

async function filterAlive(entries: readonly Entry[]): Promise<Entry[]> {
  const alive = await Promise.all(entries.map(isAlive));
  return entries.filter((_, index) => alive[index]);
}
