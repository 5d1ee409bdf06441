import { channelNoteCodec, type ChannelNote } from '@throughline/contracts';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { Channels } from './channels.js';

const aNote = (changed: Partial<ChannelNote> = {}): ChannelNote => ({
  ...{ v: 1, channel: 7, owner: 'owner-1', name: 'audit-process', actionType: 'update_origin', fieldMap: { status: 'Status' } },
  ...{ changedAt: '2026-03-01T10:00:00.000Z', version: 2 },
  ...changed,
});

describe('the current channels', () => {
  let records: MemoryKeyValueStore;
  let changed: number[];
  let channels: Channels;
  const ending = new AbortController();
  const put = async (note: ChannelNote): Promise<void> => {
    await records.write('channel.7', new TextDecoder().decode(channelNoteCodec.encode(note)), 'anything');
  };
  beforeEach(async () => {
    records = new MemoryKeyValueStore();
    changed = [];
    channels = new Channels({
      records,
      onChanged: (channel) => void changed.push(channel),
      onProblem: (error) => {
        throw error;
      },
    });
    await put(aNote());
    await new Promise<void>((resolve, reject) => {
      channels.follow(resolve, ending.signal).catch(reject);
    });
  });
  afterAll(() => {
    ending.abort();
  });

  it('do not change when the same note is repeated', async () => {
    await put(aNote());
    await put(aNote());
    expect(changed).toEqual([]);
    await put(aNote({ version: 3, credential: 4 }));
    await put(aNote({ version: 3, credential: 4 }));
    expect(changed).toEqual([7]);
    expect(channels.get(7)?.credential).toBe(4);
  });

  it('ignore an older note that arrives late', async () => {
    await put(aNote({ version: 1, actionType: 'none' }));
    await put(aNote());
    await put(aNote({ version: 1, actionType: 'none', name: 'older' }));
    expect(changed).toEqual([]);
    expect(channels.get(7)?.actionType).toBe('update_origin');
  });

  it('accept an older note that the gateway repeats after a restore of its database', async () => {
    await put(aNote({ version: 1, actionType: 'none' }));
    await put(aNote({ version: 1, actionType: 'none' }));
    expect(changed).toEqual([7]);
    expect(channels.get(7)?.actionType).toBe('none');
  });
});
