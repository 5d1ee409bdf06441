import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { isFuture, isPast } from '../../kit/database/times.js';
import { updateReturning } from '../../kit/database/update-returning.js';
import { PasskeyChallengeEntity, PasskeyEntity } from './passkey.entity.js';
import type { NewChallenge, NewPasskey, Passkey, PasskeyStore } from './passkey-store.js';

const passkeyOf = (row: PasskeyEntity): Passkey => ({
  id: row.id,
  userId: row.userId,
  credentialId: row.credentialId,
  publicKey: new Uint8Array(row.publicKey),
  counter: Number(row.counter),
  transports: row.transports,
  backedUp: row.backedUp,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString(),
});

@Injectable()
export class PostgresPasskeyStore implements PasskeyStore {
  constructor(
    @InjectRepository(PasskeyEntity) private readonly passkeys: Repository<PasskeyEntity>,
    @InjectRepository(PasskeyChallengeEntity) private readonly challenges: Repository<PasskeyChallengeEntity>,
  ) {}

  async addChallenge({ expiresAt, ...challenge }: NewChallenge): Promise<void> {
    await this.challenges.insert({ ...challenge, expiresAt: new Date(expiresAt) });
  }

  async takeChallenge(hash: string, boundTo: string): Promise<boolean> {
    return (await this.challenges.delete({ hash, boundTo, expiresAt: isFuture() })).affected === 1;
  }

  async removeExpiredChallenges(): Promise<number> {
    return (await this.challenges.delete({ expiresAt: isPast() })).affected ?? 0;
  }

  async add({ publicKey, counter, transports, ...passkey }: NewPasskey): Promise<Passkey | undefined> {
    await this.passkeys
      .createQueryBuilder()
      .insert()
      .values({ ...passkey, publicKey: Buffer.from(publicKey), counter: String(counter), transports: [...transports] })
      .orIgnore()
      .execute();
    const row = await this.passkeys.findOneBy({ id: passkey.id });
    return row === null ? undefined : passkeyOf(row);
  }

  async find(credentialId: string): Promise<Passkey | undefined> {
    const row = await this.passkeys.findOneBy({ credentialId });
    return row === null ? undefined : passkeyOf(row);
  }

  async list(userId: string): Promise<readonly Passkey[]> {
    return (await this.passkeys.find({ where: { userId }, order: { createdAt: 'ASC', id: 'ASC' } })).map(passkeyOf);
  }

  async rename(userId: string, id: string, name: string): Promise<Passkey | undefined> {
    const row = await updateReturning(this.passkeys, { userId, id }, { name });
    return row && passkeyOf(row);
  }

  async remove(userId: string, id: string): Promise<Passkey | undefined> {
    const row = await this.passkeys.findOneBy({ userId, id });
    const { affected } = await this.passkeys.delete({ userId, id });
    return row === null || affected !== 1 ? undefined : passkeyOf(row);
  }

  async removeAll(userId: string): Promise<number> {
    return (await this.passkeys.delete({ userId })).affected ?? 0;
  }

  /** SQL: of two simultaneous uses of one counter, only one is accepted. Authenticators without a counter always send 0. */
  async use(id: string, { counter, backedUp }: { counter: number; backedUp: boolean }): Promise<boolean> {
    const used = await this.passkeys
      .createQueryBuilder()
      .update()
      .set({ counter: String(counter), backedUp, lastUsedAt: () => 'now()' })
      .where('id = :id and (counter < :counter or (counter = 0 and :counter = 0))', { id, counter })
      .execute();
    return used.affected === 1;
  }
}
