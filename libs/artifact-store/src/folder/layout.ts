import { join, resolve } from 'node:path';
import { prefixSegmentsOf, segmentsOf } from '../keys/key.js';

/** Where things lie below the store's folder. Temporary files are on the same file system, but under no key. */
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
    return join(this.objects, ...segmentsOf(key));
  }

  folderOf(prefix: string): string {
    return join(this.objects, ...prefixSegmentsOf(prefix));
  }
}
