import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../../kit/http/fields.js';
import { count, id, list, orNull, ref, text, time, words } from '../../../kit/http/schemas.js';
import { EXPORT_PROBLEMS, EXPORT_STATES, type DataExport, type ExportProblem, type ExportState } from './data-export.js';

export const EXPORTS_PATH = '/api/v1/me/exports';

const STATE_MEANING = '`running`: the archive is being made. `ready`: it can be downloaded. `failed`: see `problem`.';
const PROBLEM_MEANING =
  '`storage-full`: the server has no room for the archive. `repeated-failure`: several attempts have failed; the log of the gateway has the cause.';

@ApiSchema({ name: 'ExportArchive' })
export class ArchiveAnswer {
  @Field(text('The address of the archive, on this server.')) url!: string;
  @Field(count('Bytes.')) size!: number;
  @Field(text('The hash of the content, in hex.')) sha256!: string;
}

@ApiSchema({ name: 'DataExport' })
export class ExportAnswer {
  @Field(id('The id of the export.')) id!: string;
  @Field(words(EXPORT_STATES, STATE_MEANING)) state!: ExportState;
  @Field(count('Items in the archive so far.')) items!: number;
  @Field(orNull(count('All items; null until they were counted.'))) total_items!: number | null;
  @Field(count('Bytes of the archive so far.')) bytes!: number;
  @Field(orNull(time('The time since which a required service is unavailable; the export continues by itself.')))
  waiting_since!: string | null;
  @Field(orNull(words(EXPORT_PROBLEMS, PROBLEM_MEANING))) problem!: ExportProblem | null;
  @Field(orNull(ref(ArchiveAnswer), 'Null unless the state is `ready`.')) archive!: ArchiveAnswer | null;
  @Field(time('When it was requested.')) created_at!: string;
  @Field(orNull(time('When it ended.'))) ended_at!: string | null;
  @Field(orNull(time('When the archive is deleted.'))) expires_at!: string | null;
}

@ApiSchema({ name: 'DataExportList' })
export class ExportListAnswer {
  @Field(list(ExportAnswer, 'Newest first.')) items!: readonly ExportAnswer[];
}

/** `basePath`: the path below which people reach the server. */
export const renderExport = (one: DataExport, basePath: string): ExportAnswer => ({
  id: one.id,
  state: one.state,
  items: one.items,
  total_items: one.totalItems ?? null,
  bytes: one.bytes,
  waiting_since: one.waitingSince ?? null,
  problem: one.problem ?? null,
  archive:
    one.archive === undefined
      ? null
      : { url: `${basePath}${EXPORTS_PATH}/${one.id}/archive`, size: one.archive.size, sha256: one.archive.sha256 },
  created_at: one.createdAt,
  ended_at: one.endedAt ?? null,
  expires_at: one.expiresAt ?? null,
});
