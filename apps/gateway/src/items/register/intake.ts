import type { Actor } from '@throughline/contracts';
import type { Command } from '@throughline/domain';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

export type RegisterAsset = Extract<Command, { type: 'RegisterAsset' }>;

/** A registration whose bytes are stored but whose event may not be in the log yet. */
export interface Intake {
  readonly v: 1;
  readonly assetId: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly command: Omit<RegisterAsset, 'now'>;
}

/** Checks the envelope only: the domain checks the command when it is carried out, and this product wrote it. */
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

/** Returns undefined if the bytes are no intake, e.g. half of one. */
export function decodeIntake(bytes: Uint8Array): Intake | undefined {
  try {
    const raw: unknown = JSON.parse(new TextDecoder().decode(bytes));
    // The store shows only complete files, so a valid envelope holds a command that this product wrote.
    return envelope.Check(raw) ? (raw as unknown as Intake) : undefined;
  } catch {
    return undefined;
  }
}

/** Pending registrations have a prefix of their own, so that listing them does not walk over every recording. */
export const INTAKES = 'intakes';
export const intakeKey = (assetId: string): string => `${INTAKES}/${assetId}.json`;
export const assetOfIntakeKey = (key: string): string | undefined => /^intakes\/([0-9a-f-]{36})\.json$/.exec(key)?.[1];
