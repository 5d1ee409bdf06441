import type { Artifact } from '@throughline/contracts';
import { addressOf } from './address.js';

export interface ArtifactItem {
  readonly name: string;
  readonly role: string;
  readonly media_type: string;
  readonly size: number;
  readonly sha256: string;
  readonly url: string;
}

export const itemOf = (id: string, artifact: Artifact, path?: string): ArtifactItem => ({
  name: artifact.name,
  role: artifact.role,
  media_type: artifact.mediaType,
  size: artifact.size,
  sha256: artifact.sha256,
  url: addressOf(id, artifact.name, path),
});
