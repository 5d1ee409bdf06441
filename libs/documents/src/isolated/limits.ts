// The child process imports this file: the whole library would slow its start.
import { computeToolMemory } from '@throughline/media/limits';

const MIB = 1024 ** 2;

/**
 * Limits on the cost of one uploaded document; `docs/documents.md` describes them for operators. Only CPU time fails a document
 * permanently: a busy machine is not the document's fault.
 */
export const documentLimits = {
  /** Memory of the child process, all allocations together: enough for two pictures of 50 megapixels. */
  memoryBytes: computeToolMemory(process.constrainedMemory()),
  /** The share of JavaScript objects in that memory: the structure of a document, not its pictures. */
  heapMib: 768,
  /** For structure or text layer of one document. */
  readCpuSeconds: 120,
  readTimeMs: 300_000,
  /** For a text, a web page or a message: none needs more than a few seconds. */
  writtenCpuSeconds: 20,
  /** For drawing and recognising one page in each of its four directions. */
  pageTimeMs: 90_000,
  fileBytes: 1_024 * MIB,
  /** The pages of a larger PDF are not counted a second time. */
  countedBytes: 64 * MIB,
  characters: 20_000_000,
  /** The unpacked size of an Office file, and its ratio to the packed size. */
  unpackedBytes: 1_024 * MIB,
  unpackedRatio: 200,
  /** A smaller file is accepted at any ratio. */
  harmlessBytes: 64 * MIB,
  archiveEntries: 20_000,
  mailBytes: 128 * MIB,
  mailDepth: 20,
  mailAttachments: 500,
  /** Headers of a message pass through more systems than its text: longer values are cut, more values are dropped. */
  mailSubject: 1_000,
  mailName: 300,
  mailRecipients: 500,
} as const;
