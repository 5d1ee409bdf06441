import { DavRefusal } from './refusal.js';
import { DavTree, countBytes, isFolder, type DavFile, type DavPath } from './tree.js';

const MIB = 2 ** 20;
/** "The size of chunks must be between 5MB and 5GB (except for the last chunk, which can be smaller)". */
const LEAST = 5 * MIB;
const MAX_CHUNKS = 10_000;
/** "Nextcloud will expire the upload directory after 24 hours of inactivity." */
const EXPIRES_MS = 24 * 3_600_000;

/** Nextcloud's chunked upload, version 2: folders of chunks. A MOVE of `.file` joins them to a file. */
export class Chunks {
  readonly tree = new DavTree();
  readonly #destinations = new Map<string, string>();
  readonly #touched = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  get ids(): readonly string[] {
    this.#expire();
    return [...this.tree.root.keys()];
  }

  begin(path: DavPath, destination: string | undefined): void {
    this.#expire();
    const [id = ''] = path;
    if (path.length !== 1) throw new DavRefusal(403, 'An upload is a folder of its own');
    if (destination === undefined) throw new DavRefusal(400, 'The Destination header is required');
    this.tree.makeFolder(path);
    this.#destinations.set(id, destination);
    this.#touched.set(id, this.now());
  }

  put(path: DavPath, file: DavFile, destination: string | undefined): 'made' | 'replaced' {
    this.#expire();
    const [id = '', name = ''] = path;
    if (path.length !== 2 || !/^\d{1,5}$/.test(name) || Number(name) < 1 || Number(name) > MAX_CHUNKS)
      throw new DavRefusal(400, 'Invalid chunk name, must be numeric between 1 and 10000');
    if (!this.tree.root.has(id)) throw new DavRefusal(404, `File with name uploads/${id} could not be located`);
    this.#requireDestination(id, destination);
    this.#touched.set(id, this.now());
    return this.tree.put(path, file);
  }

  /** Joins all chunks in the order of their names and removes the upload. */
  assemble(path: DavPath, destination: string | undefined, total: string | undefined): Buffer {
    this.#expire();
    const [id = '', name] = path;
    const folder = this.tree.at([id]);
    if (name !== '.file' || !isFolder(folder))
      throw new DavRefusal(404, `File with name uploads/${path.join('/')} could not be located`);
    this.#requireDestination(id, destination);
    const sorted = [...folder.entries()].sort(([a], [b]) => Number(a) - Number(b));
    const chunks = sorted.map(([, node]) => (isFolder(node) ? Buffer.alloc(0) : node.content));
    if (chunks.slice(0, -1).some(({ length }) => length < LEAST))
      throw new DavRefusal(400, 'Your proposed upload is smaller than the minimum allowed size');
    const size = countBytes(folder);
    if (total === undefined || Number(total) !== size)
      throw new DavRefusal(400, `Chunks on server do not sum up to ${total ?? '?'} but to ${String(size)} bytes`);
    return Buffer.concat(chunks);
  }

  forget(id: string): void {
    this.tree.root.delete(id);
    this.#destinations.delete(id);
    this.#touched.delete(id);
  }

  #requireDestination(id: string, destination: string | undefined): void {
    if (destination === undefined || destination !== this.#destinations.get(id))
      throw new DavRefusal(400, 'Every request of an upload names the same Destination');
  }

  #expire(): void {
    for (const [id, at] of [...this.#touched]) if (this.now() - at > EXPIRES_MS) this.forget(id);
  }
}
