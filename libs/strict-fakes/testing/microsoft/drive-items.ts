import { randomBytes } from 'node:crypto';
import { GraphRefusal, invalidRequest, itemNotFound } from './refusals.js';

export interface OneDriveNode {
  readonly id: string;
  /** With the case of its creation, from the top; empty for the top itself. */
  readonly path: string;
  /** `undefined` for a folder. */
  readonly content: Buffer | undefined;
}

export interface OneDriveAccount {
  readonly email: string;
  quotaBytes: number;
  /** By path in lower case. */
  readonly nodes: Map<string, OneDriveNode>;
}

const UNSAFE = /["*:<>?\\|]|^ | $|\.$/;
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const ROOT: OneDriveNode = { id: 'root!0', path: '', content: undefined };

const hashes = new WeakMap<Buffer, string>();

export function quickXorHash(content: Buffer): string {
  const known = hashes.get(content) ?? computeQuickXorHash(content);
  hashes.set(content, known);
  return known;
}

/** The algorithm of Microsoft's documentation, bit by bit. */
function computeQuickXorHash(content: Buffer): string {
  const bits = new Uint8Array(160);
  for (const [index, byte] of content.entries())
    for (let bit = 0; bit < 8; bit += 1) {
      const at = (index * 11 + bit) % 160;
      bits[at] = (bits[at] ?? 0) ^ ((byte >> bit) & 1);
    }
  const hash = Buffer.alloc(20);
  for (const [at, bit] of bits.entries()) hash[at >> 3] = (hash[at >> 3] ?? 0) | (bit << (at & 7));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(content.length));
  for (const [index, byte] of length.entries()) hash[12 + index] = (hash[12 + index] ?? 0) ^ byte;
  return hash.toString('base64');
}

/** The items of one drive. Names differ not only by case. */
export class DriveItems {
  constructor(private readonly account: OneDriveAccount) {}

  at(path: string): OneDriveNode | undefined {
    return path === '' ? ROOT : this.account.nodes.get(path.toLowerCase());
  }

  withId(id: string): OneDriveNode {
    const found = [...this.account.nodes.values()].find((node) => node.id === id);
    if (found === undefined) throw itemNotFound();
    return found;
  }

  requireAt(path: string): OneDriveNode {
    const found = this.at(path);
    if (found === undefined) throw itemNotFound();
    return found;
  }

  children({ path }: OneDriveNode): readonly OneDriveNode[] {
    return [...this.account.nodes.values()]
      .filter((node) => parentOf(node.path).toLowerCase() === path.toLowerCase())
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  createFolder(parent: OneDriveNode, name: string): OneDriveNode {
    const path = `${parent.path}/${name}`;
    this.requireCreatable(path);
    if (this.at(path) !== undefined) throw new GraphRefusal(409, 'nameAlreadyExists', 'Name already exists');
    return this.#add(path, undefined);
  }

  /** Refuses names that OneDrive does not know, and missing parents. */
  requireCreatable(path: string): void {
    if (UNSAFE.test(nameOf(path)) || nameOf(path) === '') throw invalidRequest('The provided name cannot contain this');
    if (this.requireAt(parentOf(path)).content !== undefined) throw invalidRequest('The parent is a file');
  }

  /** Creates or replaces a file. */
  write(path: string, content: Buffer): { readonly node: OneDriveNode; readonly isNew: boolean } {
    this.requireCreatable(path);
    const there = this.at(path);
    if (there !== undefined && there.content === undefined) throw new GraphRefusal(409, 'nameAlreadyExists');
    this.requireRoom(content.length - (there?.content?.length ?? 0));
    return { node: this.#add(path, content, there?.id), isNew: there === undefined };
  }

  requireRoom(bytes: number): void {
    const used = [...this.account.nodes.values()].reduce((sum, node) => sum + (node.content?.length ?? 0), 0);
    if (used + bytes > this.account.quotaBytes) throw new GraphRefusal(507, 'quotaLimitReached', 'Insufficient storage');
  }

  remove({ path }: OneDriveNode): void {
    if (path === '') throw invalidRequest('The root cannot be deleted');
    const below = `${path.toLowerCase()}/`;
    for (const key of [...this.account.nodes.keys()]) if (key.startsWith(below)) this.account.nodes.delete(key);
    this.account.nodes.delete(path.toLowerCase());
  }

  #add(path: string, content: Buffer | undefined, id = `A${randomBytes(8).toString('hex').toUpperCase()}!1`): OneDriveNode {
    const node = { id, path, content };
    this.account.nodes.set(path.toLowerCase(), node);
    return node;
  }
}

const FIELDS = ['id', 'name', 'size', 'webUrl', 'folder', 'file'];

export function renderItem({ id, path, content }: OneDriveNode, select: string | null, children = 0): object {
  const wanted = select?.split(',') ?? FIELDS;
  for (const name of wanted) if (!FIELDS.includes(name)) throw invalidRequest(`Could not find a property named '${name}'`);
  const all: Readonly<Record<string, unknown>> = {
    id,
    name: path === '' ? 'root' : nameOf(path),
    size: content?.length ?? 0,
    webUrl: `https://onedrive.live.com/?id=${encodeURIComponent(id)}`,
    ...(content === undefined
      ? { folder: { childCount: children } }
      : { file: { mimeType: 'application/octet-stream', hashes: { quickXorHash: quickXorHash(content) } } }),
  };
  return Object.fromEntries(wanted.flatMap((name) => (name in all ? [[name, all[name]]] : [])));
}
