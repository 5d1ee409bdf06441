import type { OutputConfig } from '@throughline/contracts';
import { findOutputsUsing, type Credential } from './credential.js';
import type { CredentialUsers } from './credential-store.js';

export interface CredentialUserLists {
  readonly channels: CredentialUsers;
  /** Own outputs. */
  readonly presets: CredentialUsers;
  readonly sources: CredentialUsers;
  readonly outputs: readonly OutputConfig[];
}

/** The names of what uses a credential. */
export interface UsersOfCredential {
  readonly outputs: readonly string[];
  readonly channels: readonly string[];
  readonly sources: readonly string[];
}

export async function findUsers(
  { id, libraryId }: Pick<Credential, 'id' | 'libraryId'>,
  { presets, channels, sources, outputs }: CredentialUserLists,
): Promise<UsersOfCredential> {
  const namesOf = async (users: CredentialUsers): Promise<readonly string[]> =>
    (await users.list(libraryId)).flatMap(({ name, credentialId }) => (credentialId === id ? [name] : []));
  const [ofPresets, ofChannels, ofSources] = await Promise.all([namesOf(presets), namesOf(channels), namesOf(sources)]);
  return { outputs: [...findOutputsUsing(id, outputs), ...ofPresets], channels: ofChannels, sources: ofSources };
}

export const listUserNames = ({ outputs, channels, sources }: UsersOfCredential): readonly string[] => [
  ...outputs,
  ...channels,
  ...sources,
];
