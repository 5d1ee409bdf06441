export interface FormField {
  readonly name: string;
  readonly value: string;
}
export interface FormFile {
  readonly name: string;
  readonly filename: string;
  readonly type: string;
  readonly bytes: Buffer;
}
export interface Form {
  readonly fields: readonly FormField[];
  readonly files: readonly FormFile[];
}

const BLANK_LINE = '\r\n\r\n';
type CreateRefusal = (message: string) => Error;

const broken = (what: string): string => `Could not parse multipart form: ${what}`;

/** Parses multipart/form-data by RFC 7578; refuses anything else. */
export function parseForm(contentType: string, body: Buffer, refuse: CreateRefusal): Form {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]{1,70})"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw refuse(`Invalid Content-Type header (${contentType}), expected multipart/form-data.`);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line break before it.
  const framed = Buffer.concat([Buffer.from('\r\n'), body]);
  const fields: FormField[] = [];
  const files: FormFile[] = [];
  for (let at = framed.indexOf(delimiter); ;) {
    if (at < 0) throw refuse(broken('the closing boundary is missing'));
    const start = at + delimiter.length;
    if (framed.subarray(start, start + 2).toString() === '--') return { fields, files };
    at = framed.indexOf(delimiter, start);
    if (at < 0) throw refuse(broken('the closing boundary is missing'));
    addPart(framed.subarray(start, at), { fields, files }, refuse);
  }
}

function addPart(part: Buffer, { fields, files }: { fields: FormField[]; files: FormFile[] }, refuse: CreateRefusal): void {
  const blank = part.indexOf(BLANK_LINE);
  if (blank < 0 || part.subarray(0, 2).toString() !== '\r\n') throw refuse(broken('a part has no head'));
  const head = part.subarray(0, blank).toString('utf8');
  const content = part.subarray(blank + BLANK_LINE.length);
  const name = /^content-disposition:\s*form-data;.*?\bname="([^"]*)"/im.exec(head)?.[1];
  if (name === undefined) throw refuse(broken('a part has no name'));
  const filename = /^content-disposition:.*\bfilename="([^"]*)"/im.exec(head)?.[1];
  if (filename === undefined) fields.push({ name, value: content.toString('utf8') });
  else files.push({ name, filename, type: /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? '', bytes: content });
}
