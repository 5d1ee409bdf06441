import type { Actor } from '@throughline/contracts';
import type { Command } from '@throughline/domain';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

export type RegisterAsset = Extract<Command, { type: 'RegisterAsset' }>;

/** A registration whose bytes are stored and whose event may not be: what has to be appended. */
export interface Intake {
  readonly v: 1;
  readonly assetId: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly command: Omit<RegisterAsset, 'now'>;
}

/** Only the envelope: the command is checked by the domain when it is carried out, and was written by this product. */
const envelope = Compile(
  Type.Object({
    v: Type.Literal(1),
    assetId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
    commandId: Type.String({ minLength: 1 }),
    actor: Type.Object({ kind: Type.Literal('user'), id: Type.String() }),
    command: Type.Object({ type: Type.Literal('RegisterAsset'), assetId: Type.String(), owner: Type.String() }),
  }),
);

export const encodeIntake = (intake: Intake): Uint8Array => new TextEncoder().encode(JSON.stringify(intake));

/** Undefined for what is not an intake, e.g. half of one. */
export function decodeIntake(bytes: Uint8Array): Intake | undefined {
  try {
    const raw: unknown = JSON.parse(new TextDecoder().decode(bytes));
    // The store shows only complete files, so an envelope of ours comes with a command of ours.
    return envelope.Check(raw) ? (raw as unknown as Intake) : undefined;
  } catch {
    return undefined;
  }
}

/** Pending registrations stand together and apart from the uploads: looking for them must not cost a walk over every recording. */
export const INTAKES = 'intakes';
export const intakeKey = (assetId: string): string => `${INTAKES}/${assetId}.json`;
export const assetOfIntakeKey = (key: string): string | undefined => /^intakes\/([0-9a-f-]{36})\.json$/.exec(key)?.[1];
