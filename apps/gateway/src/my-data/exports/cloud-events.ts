import type { StoredCommit } from '@throughline/event-store';

/** An event of an item as CloudEvents 1.0 (JSON), with its texts in the clear. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** `user:ID` or `service:NAME`. */
  readonly actor: string;
  readonly data: unknown;
}

export const toCloudEvents = ({ assetId, commit, position }: StoredCommit, path: string): readonly CloudEvent[] =>
  commit.events.map((event, index) => ({
    specversion: '1.0',
    id: `${position}.${String(index)}`,
    source: `${path}/${assetId}`,
    type: `throughline.${event.type}`,
    subject: assetId,
    time: commit.at,
    datacontenttype: 'application/json',
    actor: `${commit.actor.kind}:${commit.actor.id}`,
    data: 'personal' in event ? { ...event.data, personal: event.personal } : event.data,
  }));
