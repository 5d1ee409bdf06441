import type { RemotePath } from '@throughline/webdav';

export interface Chunking {
  /** Minimum size of a file to send in chunks. Bytes. */
  readonly from: number;
  readonly bytes: number;
}

export interface Nextcloud {
  readonly uploads: RemotePath;
  readonly front: RemotePath;
  readonly chunking: Chunking;
}

/** Detects Nextcloud: `/remote.php/dav/files/<user>` is a user's home, and the uploads are beside it. */
export function detectNextcloud(base: RemotePath, chunking: Chunking): Nextcloud | undefined {
  const at = base.findIndex((name, index) => name === 'remote.php' && base[index + 1] === 'dav' && base[index + 2] === 'files');
  const user = base[at + 3];
  if (at < 0 || user === undefined) return undefined;
  const front = base.slice(0, at);
  return { uploads: [...front, 'remote.php', 'dav', 'uploads', user], front, chunking };
}
