import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, Raw, Repository, type FindManyOptions } from 'typeorm';
import { UploadEntity, UploadPieceEntity } from './upload.entity.js';
import type { Piece, Upload, UploadOutcome } from './upload.js';
import type { NewUpload, UploadStore } from './upload-store.js';

const uploadOf = (row: UploadEntity): Upload => ({
  id: row.id,
  by: row.userId,
  owner: row.libraryId,
  recordingId: row.recordingId,
  length: Number(row.length),
  received: Number(row.received),
  words: row.words ?? undefined,
  outcome: row.outcome ?? undefined,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

// Simultaneous inserts do not count each other: the limit stops a flood and need not be exact.
const ADD = `
  insert into control.upload (id, user_id, library_id, recording_id, length, words, expires_at)
  select $1, $2, $3, $4, $5, $6, $7
  where (select count(*) from control.upload where user_id = $2 and outcome is null) < $8
  returning id`;

/** One statement for both tables: a recorded piece that the upload does not count would be joined into the file twice. */
const GROW = `
  with grown as (
    update control.upload set received = received + $3, grown_at = now(), expires_at = $5
    where id = $1 and received = $2 and received + $3 <= length and outcome is null
    returning id
  )
  insert into control.upload_piece (upload_id, start, size, key) select id, $2, $3, $4 from grown returning start`;

const SOME = 200;

@Injectable()
export class PostgresUploadStore implements UploadStore {
  constructor(
    @InjectRepository(UploadEntity) private readonly uploads: Repository<UploadEntity>,
    @InjectRepository(UploadPieceEntity) private readonly parts: Repository<UploadPieceEntity>,
  ) {}

  async add(upload: NewUpload, mostOpen: number): Promise<boolean> {
    const { id, by, owner, recordingId, length, words, expiresAt } = upload;
    const values = [id, by, owner, recordingId, length, JSON.stringify(words), expiresAt, mostOpen];
    return (await this.uploads.query<unknown[]>(ADD, values)).length > 0;
  }

  async find(id: string): Promise<Upload | undefined> {
    const row = await this.uploads.findOneBy({ id });
    return row === null ? undefined : uploadOf(row);
  }

  async openOf(userId: string): Promise<readonly Upload[]> {
    const rows = await this.uploads.find({ where: { userId, outcome: IsNull() }, order: { createdAt: 'ASC' } });
    return rows.map(uploadOf);
  }

  async grow(id: string, { start, size, key }: Piece, expiresAt: string): Promise<boolean> {
    return (await this.uploads.query<unknown[]>(GROW, [id, start, size, key, expiresAt])).length > 0;
  }

  async pieces(uploadId: string): Promise<readonly Piece[]> {
    const rows = await this.parts.find({ where: { uploadId }, order: { start: 'ASC' } });
    return rows.map(({ start, size, key }) => ({ start: Number(start), size: Number(size), key }));
  }

  async conclude(id: string, outcome: UploadOutcome, expiresAt: string): Promise<void> {
    await this.uploads.update({ id, outcome: IsNull() }, { outcome, words: null, expiresAt: new Date(expiresAt) });
  }

  async forgetPieces(uploadId: string): Promise<void> {
    await this.parts.delete({ uploadId });
  }

  async remove(id: string): Promise<void> {
    await this.uploads.delete({ id });
  }

  unfinished(before: string): Promise<readonly string[]> {
    const received = Raw((column) => `${column} = length`);
    return this.ids({
      where: { outcome: IsNull(), received, grownAt: LessThan(new Date(before)) },
      order: { grownAt: 'ASC' },
    });
  }

  withLeftovers(): Promise<readonly string[]> {
    const id = Raw((column) => `outcome is not null and exists (select from control.upload_piece where upload_id = ${column})`);
    return this.ids({ where: { id } });
  }

  expired(now: string): Promise<readonly string[]> {
    return this.ids({ where: { expiresAt: LessThan(new Date(now)) }, order: { expiresAt: 'ASC' } });
  }

  private async ids(options: FindManyOptions<UploadEntity>): Promise<readonly string[]> {
    const rows = await this.uploads.find({ ...options, select: { id: true }, take: SOME });
    return rows.map(({ id }) => id);
  }
}
