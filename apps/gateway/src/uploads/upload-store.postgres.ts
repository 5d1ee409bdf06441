import type { DataSource } from 'typeorm';
import type { Piece, Upload, UploadOutcome, UploadWords } from './upload.js';
import type { NewUpload, UploadStore } from './upload-store.js';

interface UploadColumns {
  readonly id: string;
  readonly user_id: string;
  readonly library_id: string;
  readonly recording_id: string;
  /** The driver gives 64-bit integers as text. */
  readonly length: string;
  readonly received: string;
  readonly words: UploadWords | null;
  readonly outcome: UploadOutcome | null;
  readonly created_at: Date;
  readonly expires_at: Date;
}

const uploadOf = (row: UploadColumns): Upload => ({
  id: row.id,
  by: row.user_id,
  owner: row.library_id,
  recordingId: row.recording_id,
  length: Number(row.length),
  received: Number(row.received),
  words: row.words ?? undefined,
  outcome: row.outcome ?? undefined,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
});

// One that comes at the same moment is not counted: the limit holds back a flood, it hands out no exact number.
const ADD = `
  insert into control.upload (id, user_id, library_id, recording_id, length, words, expires_at)
  select $1, $2, $3, $4, $5, $6, $7
  where (select count(*) from control.upload where user_id = $2 and outcome is null) < $8
  returning id`;

/** Both or neither: a piece that the upload does not count would be joined into the file twice. */
const GROW = `
  with grown as (
    update control.upload set received = received + $3, grown_at = now(), expires_at = $5
    where id = $1 and received = $2 and received + $3 <= length and outcome is null
    returning id
  )
  insert into control.upload_piece (upload_id, start, size, key) select id, $2, $3, $4 from grown returning start`;

const SOME = 200;

export class PostgresUploadStore implements UploadStore {
  constructor(private readonly control: DataSource) {}

  async add(upload: NewUpload, mostOpen: number): Promise<boolean> {
    const { id, by, owner, recordingId, length, words, expiresAt } = upload;
    const values = [id, by, owner, recordingId, length, JSON.stringify(words), expiresAt, mostOpen];
    return (await this.control.query<unknown[]>(ADD, values)).length > 0;
  }

  async find(id: string): Promise<Upload | undefined> {
    const [row] = await this.control.query<UploadColumns[]>('select * from control.upload where id = $1', [id]);
    return row === undefined ? undefined : uploadOf(row);
  }

  async grow(id: string, { start, size, key }: Piece, expiresAt: string): Promise<boolean> {
    return (await this.control.query<unknown[]>(GROW, [id, start, size, key, expiresAt])).length > 0;
  }

  async pieces(id: string): Promise<readonly Piece[]> {
    const rows = await this.control.query<{ start: string; size: string; key: string }[]>(
      'select start, size, key from control.upload_piece where upload_id = $1 order by start',
      [id],
    );
    return rows.map(({ start, size, key }) => ({ start: Number(start), size: Number(size), key }));
  }

  async conclude(id: string, outcome: UploadOutcome, expiresAt: string): Promise<void> {
    await this.control.query(
      'update control.upload set outcome = $2, words = null, expires_at = $3 where id = $1 and outcome is null',
      [id, JSON.stringify(outcome), expiresAt],
    );
  }

  async forgetPieces(id: string): Promise<void> {
    await this.control.query('delete from control.upload_piece where upload_id = $1', [id]);
  }

  async remove(id: string): Promise<void> {
    await this.control.query('delete from control.upload where id = $1', [id]);
  }

  unfinished(before: string): Promise<readonly string[]> {
    return this.ids('from control.upload where outcome is null and received = length and grown_at < $1 order by grown_at', [
      before,
    ]);
  }

  withLeftovers(): Promise<readonly string[]> {
    return this.ids(
      `from control.upload u where outcome is not null and exists (select from control.upload_piece where upload_id = u.id)`,
      [],
    );
  }

  expired(now: string): Promise<readonly string[]> {
    return this.ids('from control.upload where expires_at < $1 order by expires_at', [now]);
  }

  private async ids(from: string, values: readonly string[]): Promise<readonly string[]> {
    const rows = await this.control.query<{ id: string }[]>(`select id ${from} limit ${String(SOME)}`, [...values]);
    return rows.map(({ id }) => id);
  }
}
