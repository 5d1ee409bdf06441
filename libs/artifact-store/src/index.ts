export type {
  ArtifactFacts,
  ArtifactSource,
  ArtifactStore,
  ByteRange,
  LocalFile,
  OpenedArtifact,
  PutOptions,
  StoredArtifact,
  Workspace,
} from './artifact-store.js';
export { measureFreeBytes, NOTHING_LEFT } from './free-space/free-bytes.js';
export type { FreeBytes } from './free-space/free-bytes.js';
export { FolderArtifactStore, openFolderArtifactStore } from './artifact-store.folder.js';
export { S3ArtifactStore } from './artifact-store.s3.js';
export { artifactsUrlSetting, openArtifactStore } from './open-artifact-store.js';
export type { ArtifactStoreSettings } from './open-artifact-store.js';
export { readText } from './read-text.js';
export {
  ArtifactExistsError,
  ArtifactNotFoundError,
  ArtifactTooLargeError,
  InvalidKeyError,
  InvalidRangeError,
} from './errors/errors.js';
