export { ImportedFileUploads } from './imported-file-uploads.js';
export { FILE_STATES, type FileState } from './imported-files.js';
export { UploadAnswer, renderUpload } from './upload.js';
export { UPLOAD_STORE, type UploadStore } from './upload-store.js';
