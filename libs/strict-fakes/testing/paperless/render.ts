import type { PaperlessDocument, PaperlessTask } from './archive.js';

const duplicateText = ({ filename, duplicateOf }: PaperlessTask): string =>
  `${filename}: Not consuming ${filename}: It is a duplicate of ${duplicateOf?.title ?? ''} (#${String(duplicateOf?.id)}).${
    duplicateOf?.deletedAt === undefined ? '' : ' Note: existing document is in the trash.'
  }`;

const wordsOf = ({ state, documentId, error }: PaperlessTask): string | null =>
  state === 'success' ? `Success. New document id ${String(documentId)} created` : (error ?? null);

/** Version 9: states in capitals, one related document, results as text. */
export function renderTaskV9(task: PaperlessTask): object {
  const { duplicateOf, state } = task;
  const refused = state === 'failure' && duplicateOf !== undefined && task.error === undefined;
  const found = refused && duplicateOf.deletedAt === undefined ? duplicateOf.id : task.documentId;
  return {
    id: task.id,
    task_id: task.taskId,
    task_name: 'consume_file',
    task_file_name: task.filename,
    type: 'manual_task',
    status: state.toUpperCase(),
    date_created: new Date(task.postedAt).toISOString(),
    result: refused ? duplicateText(task) : wordsOf(task),
    acknowledged: task.acknowledged,
    related_document: found === undefined ? null : String(found),
    owner: 1,
  };
}

/** Version 10: states in lower case, several related documents, results as data. */
export function renderTaskV10(task: PaperlessTask): object {
  const { duplicateOf, documentId, error } = task;
  const refused = task.state === 'failure' && duplicateOf !== undefined && error === undefined;
  const data = {
    ...(documentId === undefined ? {} : { document_id: documentId }),
    ...(refused ? { duplicate_of: duplicateOf.id, duplicate_in_trash: duplicateOf.deletedAt !== undefined } : {}),
    ...(error === undefined ? {} : { error_type: 'ParseError', error_message: error }),
  };
  const related = documentId ?? (refused ? duplicateOf.id : undefined);
  return {
    id: task.id,
    task_id: task.taskId,
    task_type: 'consume_file',
    trigger_source: 'api_upload',
    status: task.state,
    date_created: new Date(task.postedAt).toISOString(),
    input_data: { filename: task.filename },
    result_data: Object.keys(data).length === 0 ? null : data,
    related_document_ids: related === undefined ? [] : [related],
    acknowledged: task.acknowledged,
    owner: 1,
  };
}

export const renderDocument = (document: PaperlessDocument): object => ({
  id: document.id,
  title: document.title,
  original_file_name: document.filename,
  tags: document.tags,
  correspondent: document.correspondent ?? null,
  document_type: document.documentType ?? null,
  storage_path: document.storagePath ?? null,
});

export const renderMetadata = (document: PaperlessDocument): object => ({
  original_checksum: document.checksum,
  original_size: document.content.length,
  original_filename: document.filename,
  has_archive_version: false,
  archive_checksum: null,
});

export const renderPage = (results: readonly object[]): object => ({
  count: results.length,
  next: null,
  previous: null,
  results,
});
