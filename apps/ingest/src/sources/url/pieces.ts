import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { codeOf, kindOf, type Artifact } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { serializeEntity, parseEntity, type Entity } from './entity.js';
import type { ResumePoint } from './transfer.js';

/** The pieces of one attempt: the common start of their keys, and their number. */
const RunOfPieces = Type.Object({ stem: Type.String(), count: Type.Integer({ minimum: 1 }) });
/** State for later attempts of the run. Keys only: the server's answers are in a file, not in the event. */
const CheckpointSchema = Type.Object({ entity: Type.String(), pieces: Type.Array(RunOfPieces) });
type Checkpoint = Static<typeof CheckpointSchema>;
const checkpoint = Compile(CheckpointSchema);

const FETCHED = 'fetched';

export type PiecesContext = Pick<StepContext, 'checkpoints' | 'checkpoint' | 'output' | 'local' | 'discard' | 'signal'>;

const pieceKey = (stem: string, index: number): string => `${stem}${String(index).padStart(5, '0')}`;

type StoredFile = Pick<Artifact, 'key' | 'size' | 'sha256'>;

interface LocalPiece {
  readonly path: string;
  readonly key: string;
  readonly size: number;
}

/** Files of earlier attempts may have been deleted, so this checks the store. */
async function findStoredFile(context: PiecesContext, key: string): Promise<LocalPiece | undefined> {
  try {
    const path = await context.local(key);
    return { key, path, size: (await stat(path)).size };
  } catch (error) {
    if (kindOf(error) === 'not-found' || codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * A partly downloaded file: complete, unchanging pieces in byte order. Each attempt writes to its own folder and reads those of
 * earlier attempts of the run.
 */
export class PartialDownload {
  readonly #stored: LocalPiece[] = [];
  readonly #facts = new Map<string, StoredFile>();
  readonly #own: string[] = [];
  #checkpoint: Checkpoint | undefined;
  /** An attempt cannot overwrite its files, so each fresh start uses new names. */
  #beginnings = 0;
  #inThisBeginning = 0;

  constructor(
    private readonly context: PiecesContext,
    private readonly pieceBytes: number,
  ) {}

  get size(): number {
    return this.#stored.reduce((sum, { size }) => sum + size, 0);
  }

  async findResumePoint(): Promise<ResumePoint | undefined> {
    const stored: unknown = this.context.checkpoints[FETCHED];
    if (!checkpoint.Check(stored)) return undefined;
    const file = await findStoredFile(this.context, stored.entity);
    const entity = file === undefined ? undefined : parseEntity(await readFile(file.path, 'utf8'));
    if (entity === undefined) return undefined;
    const pieces = await this.#findPieces(stored);
    if (this.size === 0) return undefined;
    this.#checkpoint = { entity: stored.entity, pieces };
    return { offset: this.size, entity };
  }

  async startOver(): Promise<void> {
    this.#stored.length = 0;
    this.#checkpoint = undefined;
    this.#inThisBeginning = 0;
    this.#beginnings += 1;
    await this.#discardOwn();
  }

  /**
   * Stores the bytes piece by piece. After a retryable error the last, shorter piece is kept. After any other error only
   * complete pieces are kept.
   */
  async store(chunks: AsyncGenerator<Buffer, void, undefined>, entity: () => Entity): Promise<void> {
    for (;;) {
      const first = await chunks.next();
      if (first.done === true && this.#stored.length > 0) return;
      const cut = new PieceStream(chunks, first.done === true ? undefined : first.value, this.pieceBytes);
      const piece = await this.#put(cut);
      if (cut.broken === undefined && cut.isOver) return;
      await this.#keep(piece, entity());
      if (cut.broken !== undefined) throw cut.broken;
    }
  }

  /** Stores all bytes as one file. A single piece of this attempt is used as it is. */
  async assemble(): Promise<StoredFile & { readonly path: string }> {
    const [only, ...more] = this.#stored;
    const facts = only === undefined ? undefined : this.#facts.get(only.key);
    if (only !== undefined && facts !== undefined && more.length === 0) return { ...facts, path: only.path };
    const file = { role: 'source', name: 'source', mediaType: 'application/octet-stream' };
    const { key, size, sha256 } = await this.context.output(file, Readable.from(this.#allBytes()));
    await this.#discardOwn();
    return { key, size, sha256, path: await this.context.local(key) };
  }

  async #findPieces({ pieces }: Checkpoint): Promise<Checkpoint['pieces']> {
    const found: { stem: string; count: number }[] = [];
    for (const { stem, count } of pieces) {
      const length = await this.#findRun(stem, count);
      if (length > 0) found.push({ stem, count: length });
      if (length < count) break;
    }
    return found;
  }

  async #findRun(stem: string, count: number): Promise<number> {
    for (let index = 1; index <= count; index += 1) {
      const piece = await findStoredFile(this.context, pieceKey(stem, index));
      if (piece === undefined) return index - 1;
      this.#stored.push(piece);
    }
    return count;
  }

  async #put(cut: PieceStream): Promise<Artifact> {
    this.#inThisBeginning += 1;
    const name = pieceKey(`piece-${String(this.#beginnings)}-`, this.#inThisBeginning);
    const piece = await this.context.output(
      { role: 'piece', name, mediaType: 'application/octet-stream' },
      Readable.from(cut.bytes()),
    );
    const { key, size, sha256 } = piece;
    this.#facts.set(key, { key, size, sha256 });
    this.#own.push(name);
    this.#stored.push({ key, size, path: await this.context.local(key) });
    return piece;
  }

  /** Records the piece in the checkpoint: the next attempt continues after it. */
  async #keep({ key }: Artifact, entity: Entity): Promise<void> {
    // Without a validator nobody can tell whether later bytes belong to the same content.
    if (entity.ifRange === undefined) return;
    const stem = key.slice(0, -5);
    const { entity: entityKey, pieces } = this.#checkpoint ?? { entity: await this.#putEntity(entity), pieces: [] };
    const before = pieces.filter((run) => run.stem !== stem);
    this.#checkpoint = { entity: entityKey, pieces: [...before, { stem, count: this.#inThisBeginning }] };
    await this.context.checkpoint({ [FETCHED]: this.#checkpoint });
  }

  async #putEntity(entity: Entity): Promise<string> {
    const name = `entity-${String(this.#beginnings)}.json`;
    const { key } = await this.context.output({ role: 'entity', name, mediaType: 'application/json' }, serializeEntity(entity));
    this.#own.push(name);
    return key;
  }

  async *#allBytes(): AsyncGenerator<Buffer, void, undefined> {
    for (const { path } of this.#stored) yield* createReadStream(path, { signal: this.context.signal }) as AsyncIterable<Buffer>;
  }

  async #discardOwn(): Promise<void> {
    for (const name of this.#own.splice(0)) await this.context.discard(name);
  }
}

/** The bytes of one piece. Exceeds the limit by less than one chunk. */
class PieceStream {
  /** The retryable error that interrupted the piece after its first bytes. */
  broken: Error | undefined;
  isOver = false;

  constructor(
    private readonly chunks: AsyncGenerator<Buffer, void, undefined>,
    private readonly first: Buffer | undefined,
    private readonly limit: number,
  ) {
    this.isOver = first === undefined;
  }

  async *bytes(): AsyncGenerator<Buffer, void, undefined> {
    if (this.first === undefined) return;
    yield this.first;
    for (let bytes = this.first.byteLength; bytes < this.limit;) {
      const chunk = await this.#next();
      if (chunk === undefined) return;
      bytes += chunk.byteLength;
      yield chunk;
    }
  }

  async #next(): Promise<Buffer | undefined> {
    try {
      const next = await this.chunks.next();
      this.isOver = next.done === true;
      return next.done === true ? undefined : next.value;
    } catch (error) {
      if (kindOf(error) !== 'retryable' || !(error instanceof Error)) throw error;
      this.broken = error;
      return undefined;
    }
  }
}
