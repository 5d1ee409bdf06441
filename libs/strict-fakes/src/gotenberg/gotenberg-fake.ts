import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { parseForm, type FormFile } from '../serving/multipart.js';
import { onePagePdf } from './one-page-pdf.js';

/** What the real one answers, thrown where it is found. */
class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** A file that was taken. */
export interface ConvertedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface GotenbergFakeOptions {
  /** What it makes of a file; a page that names it where it is left out. */
  readonly convert?: (file: ConvertedFile) => Uint8Array;
}

const ROUTE = '/forms/libreoffice/convert';
const EXTENSIONS = ['doc', 'docx', 'html', 'odp', 'ods', 'odt', 'ppt', 'pptx', 'rtf', 'txt', 'xls', 'xlsx'];
const ZIPPED = /\.(docx|xlsx|pptx|odt|ods|odp)$/;

const plain = (status: number, body: string): FakeAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=UTF-8' },
  body,
});

/**
 * The route of Gotenberg 8 that makes PDFs with LibreOffice. It refuses what the real one refuses: other methods and paths, forms without a file,
 * files whose names end in nothing that it knows. Stricter than that, it takes one file at a time and no field that it does not know.
 */
export class GotenbergFake extends FakeService {
  /** Every file that was converted, in order. */
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
      if (error instanceof Refused) return plain(error.status, error.message);
      throw error;
    }
  }
}

function fileIn({ headers, body }: FakeRequest): FormFile {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data'))
    throw new Refused(415, `Invalid 'Content-Type' header value: want 'multipart/form-data'`);
  const { fields, files } = parseForm(type, body, (message) => new Refused(400, message));
  const [file, second] = files;
  for (const { name } of fields) throw new Refused(400, `Invalid form data: form field '${name}' is not known`);
  if (file === undefined || !isKnown(file))
    throw new Refused(
      400,
      `Invalid form data: no form file found for extensions: [${EXTENSIONS.map((each) => `.${each}`).join(' ')}]`,
    );
  if (second !== undefined) throw new Refused(400, 'Invalid form data: more than one file would be answered with an archive');
  if (ZIPPED.test(file.filename) && file.bytes.subarray(0, 2).toString() !== 'PK')
    throw new Refused(
      400,
      'LibreOffice failed to process a document: possible causes include malformed page ranges or a password',
    );
  return file;
}

const isKnown = ({ name, filename }: FormFile): boolean =>
  name === 'files' && EXTENSIONS.includes(filename.split('.').at(-1) ?? '');
