import { DavRefusal } from './refusal.js';

export interface DavFile {
  readonly content: Buffer;
  readonly contentType: string;
  /** Milliseconds since 1970. Default: 0. */
  readonly modified?: number;
}
export type DavFolder = Map<string, DavNode>;
export type DavNode = DavFile | DavFolder;
export type DavPath = readonly string[];

export const isFolder = (node: DavNode | undefined): node is DavFolder => node instanceof Map;

export const countBytes = (node: DavNode): number =>
  isFolder(node) ? [...node.values()].reduce((sum, each) => sum + countBytes(each), 0) : node.content.length;

/** Folders and files by name, with the rules of RFC 4918 for parents. */
export class DavTree {
  readonly root: DavFolder = new Map();

  at(path: DavPath): DavNode | undefined {
    return path.reduce<DavNode | undefined>((node, name) => (isFolder(node) ? node.get(name) : undefined), this.root);
  }

  require(path: DavPath): DavNode {
    const node = this.at(path);
    if (node === undefined) throw new DavRefusal(404, `File with name ${path.join('/')} could not be located`);
    return node;
  }

  parentOf(path: DavPath): { readonly folder: DavFolder; readonly name: string } {
    const name = path.at(-1);
    const folder = this.at(path.slice(0, -1));
    if (name === undefined) throw new DavRefusal(403, 'The root cannot be changed');
    if (!isFolder(folder)) throw new DavRefusal(409, 'Parent node does not exist');
    return { folder, name };
  }

  makeFolder(path: DavPath): void {
    if (this.at(path) !== undefined) throw new DavRefusal(405, 'The resource you tried to create already exists');
    const { folder, name } = this.parentOf(path);
    folder.set(name, new Map());
  }

  put(path: DavPath, file: DavFile): 'made' | 'replaced' {
    const { folder, name } = this.parentOf(path);
    const there = folder.get(name);
    if (isFolder(there)) throw new DavRefusal(409, 'PUT is not allowed on non-files.');
    folder.set(name, file);
    return there === undefined ? 'made' : 'replaced';
  }

  remove(path: DavPath): void {
    this.require(path);
    const { folder, name } = this.parentOf(path);
    folder.delete(name);
  }

  /** Moves a whole tree at once, as a rename does. */
  move(from: DavPath, to: DavPath, overwrite: boolean): 'made' | 'replaced' {
    const node = this.require(from);
    if (to.length >= from.length && from.every((name, index) => to[index] === name))
      throw new DavRefusal(403, 'The destination may not be part of the same subtree as the source path.');
    const { folder, name } = this.parentOf(to);
    const there = folder.has(name);
    if (there && !overwrite)
      throw new DavRefusal(412, 'The destination node already exists, and the overwrite header is set to false');
    this.remove(from);
    folder.set(name, node);
    return there ? 'replaced' : 'made';
  }
}
