import type { ActionType, ChannelNote, FieldMap } from '@throughline/contracts';
import type { CredentialId } from '@throughline/credentials';

/** As the API numbers them; a number is never given twice. */
export type ChannelId = number;

/** Where videos come from whose pages show how they stand. */
export interface Channel {
  readonly id: ChannelId;
  readonly libraryId: string;
  /** Unique within the library; stands in the address of its webhook. */
  readonly name: string;
  readonly actionType: ActionType;
  readonly fieldMap: FieldMap;
  /** Of the connection to Notion. */
  readonly credentialId: CredentialId | undefined;
  readonly dataSourceId: string | undefined;
  /** Names of outputs, for the runs that its webhook starts. */
  readonly outputs: readonly string[];
  readonly language: string;
  readonly secretHash: string;
  /** Counts its changes. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type NewChannel = Omit<Channel, 'id' | 'version' | 'createdAt' | 'updatedAt'>;

/** What is left out stays; null takes away. */
export interface ChannelChange {
  readonly name?: string;
  readonly actionType?: ActionType;
  readonly fieldMap?: FieldMap;
  readonly credentialId?: CredentialId | null;
  readonly dataSourceId?: string | null;
  readonly outputs?: readonly string[];
  readonly language?: string;
  readonly secretHash?: string;
}

/** One that is there, or only the number of one that was removed. */
export type Known = Channel | { readonly id: ChannelId; readonly removed: true };

export const etagOf = ({ version }: Channel): string => `"${String(version)}"`;

/** What the upload service has to know of it: nothing that opens anything. */
export const noteOf = (channel: Channel): ChannelNote => ({
  v: 1,
  channel: channel.id,
  owner: channel.libraryId,
  name: channel.name,
  actionType: channel.actionType,
  fieldMap: channel.fieldMap,
  ...(channel.credentialId === undefined ? {} : { credential: channel.credentialId }),
  ...(channel.dataSourceId === undefined ? {} : { dataSource: channel.dataSourceId }),
  changedAt: channel.updatedAt,
  version: channel.version,
});
