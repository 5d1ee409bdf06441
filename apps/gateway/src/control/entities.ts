import { EntitySchema } from 'typeorm';

/** A person. Ids are ULIDs (USR-08). */
export interface UserRow {
  id: string;
  name: string;
  role: string;
  /** Of the user whose recordings he works with. */
  libraryId: string;
  createdAt: Date;
  disabledAt: Date | null;
}

/** An API token, by its hash. A revoked one stays, so that a restart cannot bring it back. */
export interface TokenRow {
  id: string;
  userId: string;
  name: string;
  scopes: string[];
  hash: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** One request that carries an `Idempotency-Key`. The answer is sealed: it may hold titles, or a new token. */
export interface IdempotencyKeyRow {
  owner: string;
  key: string;
  route: string;
  requestHash: string | null;
  state: 'running' | 'done';
  /** Who works on it; a crashed runner's claim ends with its lease. */
  claim: string;
  leaseUntil: Date;
  sealedAnswer: string | null;
  /** Recordings that the answer shows. */
  shownRecordings: string[];
  createdAt: Date;
  expiresAt: Date;
}

const schema = 'control';

export const UserEntity = new EntitySchema<UserRow>({
  name: 'user',
  schema,
  columns: {
    id: { type: 'char', length: 26, primary: true },
    name: { type: 'text', unique: true },
    role: { type: 'text' },
    libraryId: { type: 'char', length: 26, name: 'library_id' },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
    disabledAt: { type: 'timestamptz', name: 'disabled_at', nullable: true },
  },
});

export const TokenEntity = new EntitySchema<TokenRow>({
  name: 'token',
  schema,
  columns: {
    id: { type: 'uuid', primary: true },
    userId: { type: 'char', length: 26, name: 'user_id' },
    name: { type: 'text' },
    scopes: { type: 'text', array: true },
    hash: { type: 'char', length: 64, unique: true },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
    expiresAt: { type: 'timestamptz', name: 'expires_at', nullable: true },
    lastUsedAt: { type: 'timestamptz', name: 'last_used_at', nullable: true },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
  },
});

export const IdempotencyKeyEntity = new EntitySchema<IdempotencyKeyRow>({
  name: 'idempotency_key',
  schema,
  columns: {
    owner: { type: 'char', length: 26, primary: true },
    key: { type: 'text', primary: true },
    route: { type: 'text' },
    requestHash: { type: 'text', name: 'request_hash', nullable: true },
    state: { type: 'text' },
    claim: { type: 'uuid' },
    leaseUntil: { type: 'timestamptz', name: 'lease_until' },
    sealedAnswer: { type: 'text', name: 'sealed_answer', nullable: true },
    shownRecordings: { type: 'uuid', array: true, name: 'shown' },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
});
