import { join, resolve } from 'node:path';
import { splitPrefix, splitKey } from '../keys/key.js';

/** The paths in the store's folder. Temporary files are on the same file system, but outside of all keys. */
export class FolderLayout {
  readonly root: string;
  readonly objects: string;
  readonly temporary: string;
  readonly workspaces: string;

  constructor(root: string) {
    this.root = resolve(root);
    this.objects = join(this.root, 'objects');
    this.temporary = join(this.root, 'tmp');
    this.workspaces = join(this.root, 'workspaces');
  }

  pathOf(key: string): string {
    return join(this.objects, ...splitKey(key));
  }

  folderOf(prefix: string): string {
    return join(this.objects, ...splitPrefix(prefix));
  }
}
