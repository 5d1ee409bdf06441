export { UPLOAD_STORE, type UploadStore } from './upload-store.js';
