import { toolMemory } from '@throughline/media';

const MIB = 1024 ** 2;

/**
 * What one document of a stranger may cost. `docs/documents.md` tells the numbers to operators. Work, not time that goes by, is what ends a
 * document for good: a busy machine is no fault of it.
 */
export const documentLimits = {
  /** Written to by the process that reads, everything in it together: pictures of 50 megapixels fit, twice. */
  memoryBytes: toolMemory(process.constrainedMemory()),
  /** Of it for what JavaScript keeps: the structure of a document, not its pictures. */
  heapMib: 768,
  /** Looking at a document once: its structure, its text layer. */
  readCpuSeconds: 120,
  readTimeMs: 300_000,
  /** Reading a text, a page of the web or a message: none needs more than a few seconds. */
  writtenCpuSeconds: 20,
  /** Drawing and recognising one page, in each of its four directions. */
  pageTimeMs: 90_000,
  /** One file that is written. */
  fileBytes: 1_024 * MIB,
  /** Of the text of one document. */
  characters: 20_000_000,
  /** What an Office file may become when it is unpacked, and how much of it may be made of nothing. */
  unpackedBytes: 1_024 * MIB,
  unpackedRatio: 200,
  /** A smaller one harms nobody, however little it was packed from. */
  harmlessBytes: 64 * MIB,
  archiveEntries: 20_000,
  mailBytes: 128 * MIB,
  mailDepth: 20,
  mailAttachments: 500,
  /** What a message says of itself goes through more hands than its text does: longer is cut, more are left out. */
  mailSubject: 1_000,
  mailName: 300,
  mailRecipients: 500,
} as const;
