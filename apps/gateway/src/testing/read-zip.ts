import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

/** Returns the files of an archive by their paths. Rejects an archive that is damaged. */
export async function readZip(bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const options = { lazyEntries: true, validateEntrySizes: true, decodeStrings: true };
  const open = promisify((done: (error: Error | null, zip?: ZipFile) => void) => {
    yauzl.fromBuffer(bytes, options, done);
  });
  const zip = await open();
  if (zip === undefined) throw new Error('there is no archive');
  const files = new Map<string, Buffer>();
  const readEntry = async (entry: Entry): Promise<void> => {
    const stream = await promisify((done: (error: Error | null, stream?: NodeJS.ReadableStream) => void) => {
      zip.openReadStream(entry, done);
    })();
    files.set(entry.fileName, await buffer(stream as NodeJS.ReadableStream));
    zip.readEntry();
  };
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      readEntry(entry).catch(reject);
    });
    zip.on('end', resolve);
    zip.on('error', reject);
    zip.readEntry();
  });
  return files;
}
