import type { FakeRequest } from '../serving/exchange.js';
import { parseForm, type Form } from '../serving/multipart.js';
import type { Archive, PostedDocument, LabelKind } from './archive.js';
import { PaperlessRefusal, invalid } from './refusal.js';

const FIELDS = new Set(['title', 'created', 'correspondent', 'document_type', 'storage_path', 'tags', 'archive_serial_number']);

function onlyOne(form: Form, name: string): string | undefined {
  const values = form.fields.filter((field) => field.name === name);
  if (values.length > 1) throw invalid(name, 'This field is given more than once.');
  return values[0]?.value;
}

function idOf(archive: Archive, kind: LabelKind, value: string): number {
  const id = Number(value);
  if (!/^\d+$/.test(value)) throw invalid(kind, 'Incorrect type. Expected pk value, received str.');
  if (!archive.labels[kind].some((label) => label.id === id))
    throw invalid(kind, `Invalid pk "${value}" - object does not exist.`);
  return id;
}

/** Checks the first bytes, as Paperless does: file name and declared type do not count. */
function requireKnownType(content: Buffer): void {
  const head = content.subarray(0, 4).toString('latin1');
  const isText = !content.subarray(0, 512).includes(0);
  if (!isText && !head.startsWith('%PDF') && !/^\x89PNG|^\xff\xd8\xff/.test(head))
    throw invalid('document', 'File type application/octet-stream not supported');
}

/** Reads a posted `multipart/form-data`, with labels by their ids. */
export function parsePostedDocument(request: FakeRequest, archive: Archive): PostedDocument {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data'))
    throw new PaperlessRefusal(415, { detail: `Unsupported media type "${type}" in request.` });
  const form = parseForm(type, request.body, (message) => new PaperlessRefusal(400, { detail: message }));
  const unknown = form.fields.find(({ name }) => !FIELDS.has(name));
  if (unknown !== undefined) throw invalid(unknown.name, 'This field is not known to this fake.');
  const [file, ...others] = form.files;
  if (file?.name !== 'document' || others.length > 0) throw invalid('document', 'No file was submitted.');
  if (file.bytes.length === 0) throw invalid('document', 'The submitted file is empty.');
  requireKnownType(file.bytes);
  const label = (name: string, kind: LabelKind): number | undefined => {
    const value = onlyOne(form, name);
    return value === undefined ? undefined : idOf(archive, kind, value);
  };
  return {
    title: onlyOne(form, 'title') ?? file.filename.replace(/\.[^.]+$/, ''),
    filename: file.filename,
    content: Buffer.from(file.bytes),
    tags: form.fields.filter(({ name }) => name === 'tags').map(({ value }) => idOf(archive, 'tags', value)),
    correspondent: label('correspondent', 'correspondents'),
    documentType: label('document_type', 'document_types'),
    storagePath: label('storage_path', 'storage_paths'),
  };
}
