import { ApiSchema } from '@nestjs/swagger';
import type { ShownFile } from '@throughline/domain';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { count, literal, text } from '../../kit/http/schemas.js';

export const RECORDINGS_PATH = '/api/v1/recordings';
export const DOCUMENTS_PATH = '/api/v1/documents';

export const SESSIONS_PATH = '/api/v1/sessions';

export const filePathOf = (id: string, name: string, path: string): string =>
  `${path}/${id}/artifacts/${encodeURIComponent(name)}`;

@ApiSchema({ name: 'Artifact' })
export class ArtifactAnswer {
  @Field(text('Unique among the files of the item.')) name!: string;
  @Field(text('Its role: `video`, `transcript` and others.')) role!: string;
  @Field(text('The media type.')) media_type!: string;
  @Field(count('Bytes.')) size!: number;
  @Field(text('The hash of the content, in hex.')) sha256!: string;
  @Field(text('The address of the content, on this server.')) url!: string;
  @OptionalField(literal(true, 'A file of an earlier run, until the present run has made its own. It is not delivered.'))
  earlier_run?: true;
}

export const itemOf = (id: string, artifact: ShownFile, path: string): ArtifactAnswer => ({
  name: artifact.name,
  role: artifact.role,
  media_type: artifact.mediaType,
  size: artifact.size,
  sha256: artifact.sha256,
  url: filePathOf(id, artifact.name, path),
  ...(artifact.isEarlier === true ? { earlier_run: true } : {}),
});
