import { cleanLine, shortenLine, type ShownFile } from '@throughline/domain';

/** Characters that a file name of Windows, macOS or Linux must not contain. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/gu;
/** Device names on Windows, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** In code points. */
const LONGEST_NAME = 100;
const LONGEST_EXTENSION = 12;

function splitName(name: string): readonly [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  return dot > 0 && name.length - dot <= LONGEST_EXTENSION ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}

function shorten(name: string): string {
  const [stem, extension] = splitName(name);
  return shortenLine(stem, LONGEST_NAME - extension.length) + extension;
}

/** Returns a name that is a file in the folder where it is unpacked, on any system. */
export function toSafeName(name: string, fallback: string): string {
  const plain = cleanLine(name.replaceAll(UNSAFE, '_')).replace(/^[. ]+/, '');
  const safe = shorten(plain.replace(/[. ]+$/, ''));
  if (safe === '') return fallback;
  return DEVICE.test(safe) ? `_${safe}` : safe;
}

/** Returns a name that is not taken, also on systems that ignore case. `taken` has names in lower case. */
export function findFreeName(name: string, taken: ReadonlySet<string>): string {
  const [stem, extension] = splitName(name);
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} (${String(number)})${extension}`;
  return free;
}

const EXTENSION = /\.[A-Za-z0-9]{1,10}$/;

/** Adds the extension of the file that a person gave: the stored original of a document has none, so no program would open it. */
export function nameOriginal<F extends ShownFile>(file: F, fileName: string | undefined): F {
  const extension = file.role === 'source' && !EXTENSION.test(file.name) ? EXTENSION.exec(fileName ?? '')?.[0] : undefined;
  return extension === undefined ? file : { ...file, name: `${file.name}${extension}` };
}

/** The folder of files that the present run has not made anew yet. */
const EARLIER_RUN = 'earlier-run';

/**
 * Returns the paths of files below one folder of an archive. They also differ on systems that ignore case. Files of an earlier run
 * are in a folder of their own.
 */
export function nameArchivedFiles(files: readonly ShownFile[]): ReadonlyMap<ShownFile, string> {
  const taken = new Set<string>();
  return new Map(
    files.map((file) => {
      const name = findFreeName(toSafeName(file.name, 'file'), taken);
      taken.add(name.toLowerCase());
      return [file, file.isEarlier === true ? `${EARLIER_RUN}/${name}` : name];
    }),
  );
}
