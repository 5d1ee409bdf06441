import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { parseForm, type FormFile } from '../serving/multipart.js';

/** Gotenberg's error answer, thrown by the code that detects the mistake. */
class GotenbergRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface ConvertedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface GotenbergFakeOptions {
  /** Returns the PDF for a file. The default is a page with the file's name. */
  readonly convert?: (file: ConvertedFile) => Uint8Array;
}

const ROUTE = '/forms/libreoffice/convert';
const EXTENSIONS = ['doc', 'docx', 'fodt', 'html', 'odp', 'ods', 'odt', 'ppt', 'pptx', 'rtf', 'txt', 'xls', 'xlsx'];
const ZIPPED = /\.(docx|xlsx|pptx|odt|ods|odp)$/;

const plain = (status: number, body: string): FakeAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=UTF-8' },
  body,
});

/**
 * The route of Gotenberg 8 that makes PDFs with LibreOffice. Refuses what Gotenberg refuses: other methods and paths, forms
 * without a file, files with unknown extensions. Stricter than Gotenberg, it accepts only one file at a time and no unknown
 * field.
 */
export class GotenbergFake extends FakeService {
  readonly converted: ConvertedFile[] = [];

  private constructor(private readonly options: GotenbergFakeOptions) {
    super();
  }

  static start(options: GotenbergFakeOptions = {}): Promise<GotenbergFake> {
    return new GotenbergFake(options).serve();
  }

  get url(): string {
    return this.origin;
  }
  protected answer(request: FakeRequest): FakeAnswer {
    if (request.path !== ROUTE) return plain(404, 'Not Found');
    if (request.method !== 'POST') return plain(405, 'Method Not Allowed');
    try {
      const file = fileIn(request);
      this.converted.push({ name: file.filename, bytes: file.bytes });
      const made = this.options.convert?.({ name: file.filename, bytes: file.bytes }) ?? onePagePdf(`Made of ${file.filename}`);
      return { status: 200, headers: { 'content-type': 'application/pdf' }, body: made };
    } catch (error) {
      if (error instanceof GotenbergRefusal) return plain(error.status, error.message);
      throw error;
    }
  }
}

function fileIn({ headers, body }: FakeRequest): FormFile {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data'))
    throw new GotenbergRefusal(415, `Invalid 'Content-Type' header value: want 'multipart/form-data'`);
  const { fields, files } = parseForm(type, body, (message) => new GotenbergRefusal(400, message));
  const [file, second] = files;
  for (const { name } of fields) throw new GotenbergRefusal(400, `Invalid form data: form field '${name}' is not known`);
  if (file === undefined || !isKnown(file))
    throw new GotenbergRefusal(
      400,
      `Invalid form data: no form file found for extensions: [${EXTENSIONS.map((each) => `.${each}`).join(' ')}]`,
    );
  if (second !== undefined)
    throw new GotenbergRefusal(400, 'Invalid form data: more than one file would be answered with an archive');
  if (ZIPPED.test(file.filename) && file.bytes.subarray(0, 2).toString() !== 'PK')
    throw new GotenbergRefusal(
      400,
      'LibreOffice failed to process a document: possible causes include malformed page ranges or a password',
    );
  return file;
}

const isKnown = ({ name, filename }: FormFile): boolean =>
  name === 'files' && EXTENSIONS.includes(filename.split('.').at(-1) ?? '');

function onePagePdf(line: string): Buffer {
  const text = line.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/[\\()]/g, '\\$&');
  const content = `BT /F1 14 Tf 60 760 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ].map((object, index) => `${String(index + 1)} 0 obj\n${object}\nendobj\n`);
  let at = '%PDF-1.4\n'.length;
  const rows = objects.map((object) => {
    const row = `${String(at).padStart(10, '0')} 00000 n \n`;
    at += object.length;
    return row;
  });
  const size = String(objects.length + 1);
  return Buffer.from(
    `%PDF-1.4\n${objects.join('')}xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${String(at)}\n%%EOF\n`,
  );
}
