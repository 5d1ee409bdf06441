import { randomBytes } from 'node:crypto';
import { NATS_USERS } from './nats-users.js';
import type { NatsPasswords } from './nats-config.js';

export const newSecret = (): string => randomBytes(24).toString('base64url');

export function newNatsPasswords(): NatsPasswords {
  return Object.fromEntries(NATS_USERS.map((user) => [user, newSecret()])) as NatsPasswords;
}
