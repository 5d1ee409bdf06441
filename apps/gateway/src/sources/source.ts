import type { SourceConfig } from '@throughline/contracts';
import type { CredentialId } from '@throughline/credentials';

/** The API's number of a source. Numbers are never reused. */
export type SourceId = number;

export const SOURCE_ITEM_KINDS = ['recording', 'document'] as const;
export type SourceItemKind = (typeof SOURCE_ITEM_KINDS)[number];

export interface SourceContent {
  /** Unique within the library, whatever its case. */
  readonly name: string;
  readonly type: string;
  /** Without the credential. */
  readonly settings: SourceConfig['settings'];
  readonly credentialId: CredentialId | undefined;
  readonly brings: SourceItemKind;
  /** The template that new items are bound to. */
  readonly templateId: number | undefined;
  /** True: a run of each new item starts at once. */
  readonly isRun: boolean;
  /** Absent: synced only on request. */
  readonly intervalMinutes: number | undefined;
}

export interface NewSource extends SourceContent {
  readonly libraryId: string;
}

/** A place that a user has set up, and that is looked through for new items. */
export interface Source extends NewSource {
  readonly id: SourceId;
  readonly isPaused: boolean;
  readonly nextSyncAt: string | undefined;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Returns the source as the ingest service knows it. */
export const toSourceConfig = ({
  type,
  settings,
  credentialId,
  brings,
}: Pick<SourceContent, 'type' | 'settings' | 'credentialId'> & Partial<Pick<SourceContent, 'brings'>>): SourceConfig => ({
  type,
  ...(brings === undefined ? {} : { brings }),
  settings: { ...settings, ...(credentialId === undefined ? {} : { credential: credentialId }) },
});
