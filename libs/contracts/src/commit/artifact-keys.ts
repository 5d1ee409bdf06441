import { uploadPrefix } from '../artifacts/artifact.js';
import type { AssetEvent } from '../asset/events.js';

/** A file that an event names. */
export interface NamedFile {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** The place of the key in the event's data (JSON Pointer). */
  readonly pointer: string;
}

/** Returns the files of the artifact store that an event names. */
export function filesNamedBy(event: AssetEvent): readonly NamedFile[] {
  switch (event.type) {
    case 'StepCompleted':
    case 'TranscriptCorrected':
      return event.data.artifacts.map(({ key, size, sha256 }, index) => ({
        key,
        size,
        sha256,
        pointer: `/artifacts/${String(index)}/key`,
      }));
    case 'SourceBecameReady': {
      const { source } = event.data;
      return 'key' in source ? [{ key: source.key, size: source.size, sha256: source.sha256, pointer: '/source/key' }] : [];
    }
    default:
      return [];
  }
}

const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,200}$/;

/** Returns true for a key in the folders of the item, and for no path that leaves them. */
export const isKeyOfAsset = (assetId: string, key: string): boolean =>
  [`${assetId}/`, `${uploadPrefix(assetId)}/`].some((prefix) => key.startsWith(prefix)) &&
  key.split('/').every((segment) => SEGMENT.test(segment));
