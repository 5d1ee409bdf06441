import { ByteReader } from './byte-reader.js';
import { ArchiveError, isTarHeader, readTar } from './tar-reader.js';

/** The events of all items of an archive, one in each line. */
export const EVENTS_FILE = 'events.ndjson';
const BLOCK = 512;

/** Yields the bytes of a file of events. Of an archive it yields its file of events. Throws `archive` if it has none. */
export async function* eventLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const input = new ByteReader(chunks);
  if (!isTarHeader(await input.peek(BLOCK))) {
    yield* input.rest();
    return;
  }
  for await (const { path, bytes } of readTar(input))
    if (path === EVENTS_FILE) {
      yield* bytes();
      return;
    }
  throw new ArchiveError(`it has no ${EVENTS_FILE}`);
}
