const FOLDER = 'microphone';

/** Keeps the parts of recordings from the microphone. Each call rejects if it cannot. */
export interface SoundFiles {
  readonly write: (sound: string, part: number, bytes: Blob) => Promise<void>;
  /** Returns undefined if there is no such part. */
  readonly read: (sound: string, part: number) => Promise<Blob | undefined>;
  readonly remove: (sound: string) => Promise<void>;
}

const isMissing = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotFoundError';

/** Keeps them in the private files of this browser, which hold more than its other stores, and survive a crash of the page. */
export function soundFilesOf(user: string): SoundFiles {
  const openOwn = async (): Promise<FileSystemDirectoryHandle> => {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle(FOLDER, { create: true });
    return all.getDirectoryHandle(encodeURIComponent(user), { create: true });
  };
  return {
    write: async (sound, part, bytes) => {
      const folder = await (await openOwn()).getDirectoryHandle(sound, { create: true });
      const file = await folder.getFileHandle(String(part), { create: true });
      const writing = await file.createWritable();
      await writing.write(bytes);
      await writing.close();
    },
    read: async (sound, part) => {
      try {
        const folder = await (await openOwn()).getDirectoryHandle(sound);
        return await (await folder.getFileHandle(String(part))).getFile();
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    remove: async (sound) => {
      try {
        await (await openOwn()).removeEntry(sound, { recursive: true });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}
