import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

/** Runs beside the event loop. */
const compress = promisify(deflate) as (content: Buffer) => Promise<Buffer>;

interface Stream {
  readonly entries: string;
  readonly content: Buffer;
}

export const refTo = (id: number): string => `${String(id)} 0 R`;
export const round = (value: number): string => String(Math.round(value * 100) / 100);

/** Writes a text that is no content of a page, such as a title, in UTF-16. */
export const hexText = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

const HEAD = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1');
const OBJECTS_IN_STREAM = 200;
/** Bytes of an entry of the table of objects: its type, its offset or container, its index. */
const ENTRY = [1, 4, 2] as const;
const ENTRY_BYTES = 7;
const IN_FILE = 1;
const IN_STREAM = 2;

/** The objects of a PDF 1.7 (ISO 32000-1). Ids are numbers, and bodies have the syntax of the file. */
export class PdfFile {
  readonly #objects: (string | Stream)[] = [];
  readonly #parts: Buffer[] = [HEAD];
  #size = HEAD.length;

  /** Returns an id whose body follows. */
  reserve(): number {
    return this.#objects.push('null');
  }

  set(id: number, body: string): void {
    this.#objects[id - 1] = body;
  }

  add(body: string): number {
    return this.#objects.push(body);
  }

  async addStream(content: Buffer, entries = ''): Promise<number> {
    return this.#objects.push(await packStream(content, entries));
  }

  /** Returns the file. The same objects make the same bytes. */
  async finish(catalog: number, info: number): Promise<Buffer> {
    const streams = await this.#gather();
    const size = this.#objects.length + 2;
    const table = Buffer.alloc(size * ENTRY_BYTES);
    const setEntry = (id: number, type: number, [second, third]: readonly [number, number]): void => {
      table.writeUInt8(type, id * ENTRY_BYTES);
      table.writeUInt32BE(second, id * ENTRY_BYTES + 1);
      table.writeUInt16BE(third, id * ENTRY_BYTES + 5);
    };
    // The head of the list of free ids, which has no others.
    setEntry(0, 0, [0, 65_535]);
    this.#objects.forEach((object, index) => {
      if (typeof object === 'string') return;
      setEntry(index + 1, IN_FILE, [this.#size, 0]);
      this.#write(index + 1, object);
    });
    for (const { container, ids } of streams)
      ids.forEach((id, index) => {
        setEntry(id, IN_STREAM, [container, index]);
      });
    setEntry(size - 1, IN_FILE, [this.#size, 0]);
    const hash = createHash('sha256').update(Buffer.concat(this.#parts)).digest('hex').slice(0, 32);
    const trailer = `/Root ${refTo(catalog)} /Info ${refTo(info)} /ID [<${hash}> <${hash}>]`;
    const start = this.#size;
    this.#write(size - 1, await packStream(table, `/Type /XRef /Size ${String(size)} /W [${ENTRY.join(' ')}] ${trailer}`));
    return Buffer.concat([...this.#parts, Buffer.from(`startxref\n${String(start)}\n%%EOF\n`)]);
  }

  /** Puts the bodies that are no streams into streams: thousands of small objects are short when compressed. */
  async #gather(): Promise<readonly { readonly container: number; readonly ids: readonly number[] }[]> {
    const texts = this.#objects.flatMap((body, index) => (typeof body === 'string' ? [{ id: index + 1, body }] : []));
    const streams: { readonly container: number; readonly ids: readonly number[] }[] = [];
    for (let from = 0; from < texts.length; from += OBJECTS_IN_STREAM) {
      const group = texts.slice(from, from + OBJECTS_IN_STREAM);
      let offset = 0;
      const places = group.map(({ id, body }) => {
        const place = `${String(id)} ${String(offset)}`;
        // Bodies are ASCII: texts are in hex.
        offset += body.length + 1;
        return place;
      });
      const head = `${places.join(' ')}\n`;
      const entries = `/Type /ObjStm /N ${String(group.length)} /First ${String(head.length)}`;
      const content = Buffer.from(head + group.map(({ body }) => `${body}\n`).join(''));
      streams.push({ container: await this.addStream(content, entries), ids: group.map(({ id }) => id) });
    }
    return streams;
  }

  #write(id: number, { entries, content }: Stream): void {
    this.#push(Buffer.from(`${String(id)} 0 obj\n<< ${entries} /Length ${String(content.length)} >>\nstream\n`));
    this.#push(content);
    this.#push(Buffer.from('\nendstream\nendobj\n'));
  }

  #push(part: Buffer): void {
    this.#parts.push(part);
    this.#size += part.length;
  }
}

const packStream = async (content: Buffer, entries: string): Promise<Stream> => ({
  entries: `${entries} /Filter /FlateDecode`.trim(),
  content: await compress(content),
});
