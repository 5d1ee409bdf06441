import { createHash, randomBytes } from 'node:crypto';
import { DropboxBadRequest, refuse } from './refusals.js';

export interface DropboxNode {
  readonly id: string;
  /** With the case of its creation, from the top. */
  path: string;
  /** `undefined` for a folder. */
  readonly content: Buffer | undefined;
}

export interface DropboxAccount {
  readonly email: string;
  quotaBytes: number;
  readonly nodes: Map<string, DropboxNode>;
}

const PATH = /^(?:\/(?:[^/\r\n]+))*$/;
const BLOCK = 4 * 1024 * 1024;

/** https://www.dropbox.com/developers/reference/content-hash */
export function contentHash(content: Buffer): string {
  const blocks: Buffer[] = [];
  for (let at = 0; at < content.length; at += BLOCK)
    blocks.push(
      createHash('sha256')
        .update(content.subarray(at, at + BLOCK))
        .digest(),
    );
  return createHash('sha256').update(Buffer.concat(blocks)).digest('hex');
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The files of one account. Names differ not only by case. */
export class DropboxFiles {
  constructor(private readonly account: DropboxAccount) {}

  static readonly requirePath = (path: unknown): string => {
    if (typeof path !== 'string' || !PATH.test(path))
      throw new DropboxBadRequest("path: did not match pattern '(/(.|[\\r\\n])*)?'");
    return path;
  };

  /** Returns an item by its path or id, as `path` in an argument names it. */
  find(path: unknown): DropboxNode | undefined {
    if (typeof path === 'string' && path.startsWith('id:')) return [...this.account.nodes.values()].find(({ id }) => id === path);
    return this.account.nodes.get(DropboxFiles.requirePath(path).toLowerCase());
  }

  /** Returns the items directly in a folder, in the order of their names. */
  children(path: string): readonly DropboxNode[] {
    return [...this.account.nodes.values()]
      .filter((node) => parentOf(node.path).toLowerCase() === path.toLowerCase())
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  createFolder(path: string): DropboxNode {
    const there = this.account.nodes.get(path.toLowerCase());
    if (there !== undefined) return refuse(`path/conflict/${there.content === undefined ? 'folder' : 'file'}`);
    this.#ensureParents(path, 'path');
    return this.#add(path, undefined);
  }

  /** Creates or replaces a file. Missing parents are created, as Dropbox does. */
  write(path: string, content: Buffer): DropboxNode {
    const there = this.account.nodes.get(path.toLowerCase());
    if (there !== undefined && there.content === undefined) return refuse('path/conflict/folder');
    const used = [...this.account.nodes.values()].reduce((sum, node) => sum + (node.content?.length ?? 0), 0);
    if (used - (there?.content?.length ?? 0) + content.length > this.account.quotaBytes) return refuse('path/insufficient_space');
    this.#ensureParents(path, 'path');
    return this.#add(path, content, there?.id);
  }

  remove(node: DropboxNode): void {
    const below = `${node.path.toLowerCase()}/`;
    for (const key of [...this.account.nodes.keys()]) if (key.startsWith(below)) this.account.nodes.delete(key);
    this.account.nodes.delete(node.path.toLowerCase());
  }

  #ensureParents(path: string, tag: string): void {
    const parent = parentOf(path);
    if (parent === '') return;
    const there = this.account.nodes.get(parent.toLowerCase());
    if (there?.content !== undefined) refuse(`${tag}/conflict/file_ancestor`);
    if (there !== undefined) return;
    this.#ensureParents(parent, tag);
    this.#add(parent, undefined);
  }

  #add(path: string, content: Buffer | undefined, id = `id:${randomBytes(16).toString('base64url')}`): DropboxNode {
    const node = { id, path, content };
    this.account.nodes.set(path.toLowerCase(), node);
    return node;
  }
}

/** Renders an item as the API does. `tagged` adds the kind, which answers of uploads do not have. */
export function renderNode({ id, path, content }: DropboxNode, tagged = true): object {
  const common = { id, name: nameOf(path), path_display: path, path_lower: path.toLowerCase() };
  if (content === undefined) return { ...(tagged ? { '.tag': 'folder' } : {}), ...common };
  return { ...(tagged ? { '.tag': 'file' } : {}), ...common, size: content.length, content_hash: contentHash(content) };
}
