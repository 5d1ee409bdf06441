import { createHash } from 'node:crypto';
import { PDFDocument, PDFHexString, PDFName, PDFNumber } from 'pdf-lib';
import { textPdf } from './text-pdf.js';

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number): number => state[index & 255] ?? 0;
  const swap = (a: number, b: number): void => {
    const kept = at(a);
    state[a & 255] = at(b);
    state[b & 255] = kept;
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255;
      j = (j + at(i)) & 255;
      swap(i, j);
      return byte ^ at(at(i) + at(j));
    }),
  );
}

const md5 = (...parts: readonly Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();
const padded = (password: string): Buffer => Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32);
const KEY_BYTES = 5;
const PERMISSIONS = -44;

/**
 * Creates a PDF with the oldest encryption. A user password is needed for opening it; an owner password alone lets everyone
 * read it.
 */
export function encryptedPdf(passwords: { user: string; owner: string }, line: string): Buffer {
  const id = md5(Buffer.from(line));
  const ownerKey = md5(padded(passwords.owner)).subarray(0, KEY_BYTES);
  const owner = rc4(ownerKey, padded(passwords.user));
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(PERMISSIONS);
  const key = md5(padded(passwords.user), owner, permissions, id).subarray(0, KEY_BYTES);
  const user = rc4(key, PADDING);
  const CONTENT = 4;
  const contentKey = md5(key, Buffer.from([CONTENT, 0, 0, 0, 0])).subarray(0, KEY_BYTES + 5);
  const content = rc4(contentKey, Buffer.from(`BT /F1 18 Tf 60 700 Td (${line}) Tj ET`));
  const objects: readonly Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>'),
    Buffer.concat([Buffer.from(`<< /Length ${String(content.length)} >>\nstream\n`), content, Buffer.from('\nendstream')]),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    Buffer.from(
      `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P ${String(PERMISSIONS)} >>`,
    ),
  ];
  return assembled(objects, `/Encrypt 6 0 R /ID [<${id.toString('hex')}> <${id.toString('hex')}>]`);
}

function assembled(objects: readonly Buffer[], trailer: string): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  objects.forEach((object, index) => {
    const part = Buffer.concat([Buffer.from(`${String(index + 1)} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(at);
    at += part.length;
    parts.push(part);
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = String(objects.length + 1);
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${String(at)}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Creates a PDF that states the page count 1 and has a page for each line. */
export function miscountedPdf(lines: readonly string[]): Buffer {
  const FIRST = 4;
  const pageOf = (index: number): number => FIRST + 2 * index;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${lines.map((_, index) => `${String(pageOf(index))} 0 R`).join(' ')}] /Count 1 >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...lines.flatMap((line, index) => {
      const content = `BT /F1 18 Tf 60 700 Td (${line}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${String(pageOf(index) + 1)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  return assembled(
    objects.map((object) => Buffer.from(object)),
    '',
  );
}

const SIGNATURE_BYTES = 64;

/** Creates a PDF with a signature field and its byte ranges. The signature itself is not valid. */
export async function signedPdf(lines: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await textPdf([lines]));
  const { context } = pdf;
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'adbe.pkcs7.detached',
      ByteRange: [0, 100, 200, 300].map((value) => PDFNumber.of(value)),
      Contents: PDFHexString.of('00'.repeat(SIGNATURE_BYTES)),
    }),
  );
  const field = context.register(
    context.obj({ FT: 'Sig', Type: 'Annot', Subtype: 'Widget', V: signature, Rect: [0, 0, 0, 0], F: 132 }),
  );
  pdf.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: 3 }));
  return pdf.save({ useObjectStreams: false });
}

/** Begins like a PDF but is none. */
export const brokenPdf = (): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
    createHash('sha512').update('nothing').digest(),
    Buffer.from('\n%%EOF\n'),
  ]);
