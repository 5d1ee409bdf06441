import { MOST_FILES } from './chosen-files.js';
import { readDrop } from './dropped-files.js';

/** A folder as browsers show it: names with folders, files, or `undefined` for what cannot be read. */
interface Folder {
  readonly [name: string]: Folder | 'file' | undefined;
}

/** Browsers return a hundred entries at once. */
const PART = 100;

function entryOf(fullPath: string, content: Folder | 'file' | undefined): FileSystemEntry {
  const name = fullPath.split('/').at(-1) ?? '';
  const fail = (_: unknown, refuse: (error: Error) => void): void => {
    refuse(new Error('NotReadableError'));
  };
  if (content === undefined)
    return { name, fullPath, isFile: true, isDirectory: false, file: fail } as unknown as FileSystemEntry;
  if (content === 'file') {
    const file = (resolve: (file: File) => void): void => {
      resolve(new File(['12345'], name));
    };
    return { name, fullPath, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const rest = Object.entries(content).map(([child, its]) => entryOf(`${fullPath}/${child}`, its));
    return {
      readEntries: (resolve: (entries: FileSystemEntry[]) => void): void => {
        resolve(rest.splice(0, PART));
      },
    };
  };
  return { name, fullPath, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const drop = (content: Folder, files: readonly File[] = []) =>
  readDrop({
    items: Object.entries(content).map(([name, its]) => ({ webkitGetAsEntry: () => entryOf(`/${name}`, its) })),
    files,
  } as unknown as DataTransfer);

describe('dropped files', () => {
  it('are those of the event if no folder is among them', async () => {
    const file = new File(['12345'], 'talk.mp4');
    expect(await drop({ 'talk.mp4': 'file' }, [file])).toEqual({ files: [{ file, path: 'talk.mp4' }], unread: [], isCut: false });
  });

  it('have the paths of their folders, also beside single files', async () => {
    const { files } = await drop({ May: { '10.mp3': 'file', '2.mp3': 'file', notes: { 'a.pdf': 'file' } }, 'one.mp4': 'file' });
    expect(files.map(({ path, file }) => [path, file.name])).toEqual([
      ['May/2.mp3', '2.mp3'],
      ['May/10.mp3', '10.mp3'],
      ['May/notes/a.pdf', 'a.pdf'],
      ['one.mp4', 'one.mp4'],
    ]);
  });

  it('are all read, although browsers return a folder in parts', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, nth) => [`${String(nth)}.mp3`, 'file' as const]));
    expect((await drop({ May: many })).files).toHaveLength(250);
  });

  it('are the others if one cannot be read, which is named', async () => {
    const { files, unread } = await drop({ May: { 'a.mp3': 'file', 'locked.mp3': undefined, 'z.mp3': 'file' } });
    expect(files.map(({ path }) => path)).toEqual(['May/a.mp3', 'May/z.mp3']);
    expect(unread).toEqual(['May/locked.mp3']);
  });

  it('are cut if a folder has too many, and exactly as many are not cut', async () => {
    const folder = (length: number): Folder =>
      Object.fromEntries(Array.from({ length }, (_, nth) => [`${String(nth)}.mp3`, 'file' as const]));
    for (const [count, isCut] of [
      [MOST_FILES, false],
      [MOST_FILES + 1, true],
    ] as const) {
      const chosen = await drop({ May: folder(count) });
      expect([chosen.files.length, chosen.isCut]).toEqual([MOST_FILES, isCut]);
    }
  });
});
