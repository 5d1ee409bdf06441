import type { ActionType, ChannelNote, FieldMap } from '@throughline/contracts';
import type { CredentialId } from '@throughline/credentials';

/** The API's number of a channel. Numbers are never reused. */
export type ChannelId = number;

/** A Notion source whose pages display processing status. */
export interface Channel {
  readonly id: ChannelId;
  readonly libraryId: string;
  /** Unique within the library; part of its address. */
  readonly name: string;
  readonly actionType: ActionType;
  readonly fieldMap: FieldMap;
  readonly credentialId: CredentialId | undefined;
  readonly dataSourceId: string | undefined;
  /** Names of outputs, for the runs that its videos start. */
  readonly outputs: readonly string[];
  readonly language: string;
  readonly secretHash: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type NewChannel = Omit<Channel, 'id' | 'version' | 'createdAt' | 'updatedAt'>;

/** Omitted fields stay; null removes a value. */
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

export type AnnouncedChannel = Channel | { readonly id: ChannelId; readonly removed: true };

export const etagOf = ({ version }: Channel): string => `"${String(version)}"`;

/** The channel as the upload service sees it, without secrets. */
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
