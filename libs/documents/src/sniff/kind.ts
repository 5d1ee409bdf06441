/** The kinds of files; the kind decides how a document is processed. */
export const DOCUMENT_KINDS = ['pdf', 'image', 'office', 'text', 'html', 'email'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export interface FileType {
  readonly kind: DocumentKind;
  readonly mediaType: string;
  readonly extension: string;
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';

export const OFFICE_TYPES: Readonly<Record<string, FileType>> = {
  docx: { kind: 'office', mediaType: `${OOXML}.wordprocessingml.document`, extension: 'docx' },
  xlsx: { kind: 'office', mediaType: `${OOXML}.spreadsheetml.sheet`, extension: 'xlsx' },
  pptx: { kind: 'office', mediaType: `${OOXML}.presentationml.presentation`, extension: 'pptx' },
  odt: { kind: 'office', mediaType: `${ODF}.text`, extension: 'odt' },
  ods: { kind: 'office', mediaType: `${ODF}.spreadsheet`, extension: 'ods' },
  odp: { kind: 'office', mediaType: `${ODF}.presentation`, extension: 'odp' },
  doc: { kind: 'office', mediaType: 'application/msword', extension: 'doc' },
  xls: { kind: 'office', mediaType: 'application/vnd.ms-excel', extension: 'xls' },
  ppt: { kind: 'office', mediaType: 'application/vnd.ms-powerpoint', extension: 'ppt' },
  rtf: { kind: 'office', mediaType: 'application/rtf', extension: 'rtf' },
};

export const PDF: FileType = { kind: 'pdf', mediaType: 'application/pdf', extension: 'pdf' };
export const PLAIN_TEXT: FileType = { kind: 'text', mediaType: 'text/plain', extension: 'txt' };
export const HTML: FileType = { kind: 'html', mediaType: 'text/html', extension: 'html' };
export const EMAIL: FileType = { kind: 'email', mediaType: 'message/rfc822', extension: 'eml' };

export const imageType = (mediaType: string, extension: string): FileType => ({ kind: 'image', mediaType, extension });
