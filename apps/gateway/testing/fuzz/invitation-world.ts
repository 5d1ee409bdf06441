import { ulid } from 'ulid';
import { JOIN_CODE_EXAMPLE } from '#src/people/invitations/invitations.operations.js';
import { CODE_EXAMPLE } from '#src/people/sign-in/sign-in.dto.js';
import { newSecret } from '#src/people/sign-in/session.js';
import { hashOf } from '#src/people/tokens/token.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';

const HOUR_MS = 3_600_000;

interface ExampleInvitation {
  readonly libraryId: string;
  readonly madeBy: string;
  readonly note?: string;
  readonly code?: string;
}

export async function addInvitation(
  { ports }: MemoryGateway,
  { libraryId, madeBy, note, code = newSecret() }: ExampleInvitation,
): Promise<string> {
  const id = ulid();
  const expiresAt = new Date(Date.now() + HOUR_MS).toISOString();
  const added = await ports.invitations.add({ id, hash: hashOf(code), libraryId, role: 'viewer', note, madeBy, expiresAt }, 50);
  if (typeof added === 'string') throw new Error(`The invitation was not added: ${added}`);
  return id;
}

/** The codes of the documented examples. */
export async function addExampleInvitations(gateway: MemoryGateway): Promise<void> {
  const { owner } = gateway;
  for (const code of [CODE_EXAMPLE, JOIN_CODE_EXAMPLE]) await addInvitation(gateway, { libraryId: owner, madeBy: owner, code });
}
