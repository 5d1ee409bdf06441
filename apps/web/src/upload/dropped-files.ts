import { compareNames, MOST_FILES, takeChosen, type Chosen, type ChosenFile } from './chosen-files.js';

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

const pathOf = ({ fullPath }: FileSystemEntry): string => fullPath.replace(/^\//u, '');

const openFile = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });

/** A browser returns the entries of a folder in parts, and an empty part at the end. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (part.length === 0) return entries.toSorted((one, other) => compareNames(one.name, other.name));
    entries.push(...part);
  }
}

class DropReader {
  readonly #files: ChosenFile[] = [];
  readonly #unread: string[] = [];
  #isCut = false;

  async read(entries: readonly FileSystemEntry[]): Promise<Chosen> {
    for (const entry of entries) await this.#readEntry(entry);
    return { files: this.#files, unread: this.#unread, isCut: this.#isCut };
  }

  async #readEntry(entry: FileSystemEntry): Promise<void> {
    this.#isCut ||= this.#files.length >= MOST_FILES;
    if (this.#isCut) return;
    try {
      if (isFile(entry)) this.#files.push({ file: await openFile(entry), path: pathOf(entry) });
      if (isFolder(entry)) await this.read(await listFolder(entry));
    } catch {
      this.#unread.push(pathOf(entry));
    }
  }
}

/** Reads dropped files and folders. Call it while the event is handled: afterwards the browser forgets what was dropped. */
export function readDrop({ items, files }: Pick<DataTransfer, 'items' | 'files'>): Promise<Chosen> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return entries.some(isFolder) ? new DropReader().read(entries) : Promise.resolve(takeChosen(files));
}
