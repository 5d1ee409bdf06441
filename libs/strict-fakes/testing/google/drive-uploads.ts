import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FILE_FIELDS, renderFile, type DriveStorage, type GoogleAccount } from './drive-storage.js';
import { selectFields } from './fields.js';
import { readFlag } from './files.js';
import { parseNewFile } from './metadata.js';
import { jsonAnswer, parseJsonBody, requireOnlyParameters } from './refusals.js';
import { readUploadLength, type NewSession } from './sessions.js';

export const DRIVE_UPLOAD_PATH = '/upload/drive/v3/files';

/** Checks a file whose upload begins. It is checked again when it is created. */
export function startDriveUpload(storage: DriveStorage, account: GoogleAccount, request: FakeRequest): NewSession {
  const { query, headers, body } = request;
  requireOnlyParameters(query, 'uploadType', 'supportsAllDrives', 'fields');
  const size = readUploadLength(request);
  const file = parseNewFile(parseJsonBody(headers['content-type'], body), headers['x-upload-content-type']);
  const allDrives = readFlag(query, 'supportsAllDrives');
  storage.requireCreatable(account, file, allDrives);
  storage.requireRoom(account, size);
  const fields = query.get('fields') ?? 'kind,id,name,mimeType';
  const make = (content: Buffer): FakeAnswer =>
    jsonAnswer(200, selectFields(renderFile(storage.create(account, file, { content, allDrives })), fields, FILE_FIELDS));
  return { path: DRIVE_UPLOAD_PATH, size, make };
}
