import { statusNames } from './states.js';

export const documentStepNames = {
  hash_file: 'Receive and check',
  create_file_record: 'Detect file type',
  check_text: 'Check for text',
  extract_text: 'Extract text',
  extract_metadata_with_gpt: 'Find details',
  embed_metadata_into_pdf: 'Write details into the PDF',
  finalize_document_storage: 'Name and file',
  send_to_all_destinations: 'Deliver',
};

/** A running step, as the state of its document. */
export const documentDoing = {
  hash_file: 'Receiving',
  create_file_record: 'Checking the file',
  check_text: 'Looking for text',
  extract_text: 'Reading the text',
  extract_metadata_with_gpt: 'Finding details',
  embed_metadata_into_pdf: 'Writing details',
  finalize_document_storage: 'Filing',
  send_to_all_destinations: 'Delivering',
};

export const documentWords = {
  title: 'Documents',
  back: 'Documents',
  gone: 'Document not found',
  erasedTitle: 'Erased document',
  expiredTitle: 'Expired document',
  status: statusNames,
  progress: (title: string): string => `Steps of ${title}`,
  mainDone: (done: number, of: number): string => `${String(done)} of ${String(of)} steps`,
  uploadsDone: (done: number, of: number): string => `${String(done)} of ${String(of)} delivery steps`,
  toCheck: 'check this value',
  steps: {
    title: 'Steps',
    names: documentStepNames as Readonly<Record<string, string>>,
    queue: (destination: string): string => `Queue for ${destination}`,
    upload: (destination: string): string => `Upload to ${destination}`,
    status: {
      pending: 'Not started',
      in_progress: 'Running',
      success: 'Done',
      failure: 'Failed',
      skipped: 'Skipped',
    },
    skipped: (reason: string): string => `Skipped: ${reason}`,
    skipReasons: {
      encrypted: 'the file is encrypted',
      signed: 'the file is signed, and a change would break the signature',
      no_engine: 'no engine available',
      no_engine_for_language: 'no engine supports its languages',
      no_text: 'no text',
      not_applicable: 'does not apply to this kind of file',
      disabled: 'switched off',
      by_user: 'by a person',
    } as Readonly<Record<string, string>>,
    waiting: 'Waiting',
    again: 'again',
    took: (time: string): string => `took ${time}`,
    toQueue: 'Deliveries',
  },
  facts: {
    label: 'About this document',
    kind: 'Kind',
    kinds: {
      pdf: 'PDF',
      image: 'Picture',
      office: 'Office file',
      text: 'Text',
      html: 'HTML',
      email: 'E-mail',
    } as Readonly<Record<string, string>>,
    pages: 'Pages',
    encrypted: 'encrypted',
    signed: 'signed',
    registered: 'Registered',
    changed: 'Last change',
    size: 'Size',
    file: 'File',
  },
  files: {
    finished: 'Download the finished document',
    original: 'Download the original',
  },
};
