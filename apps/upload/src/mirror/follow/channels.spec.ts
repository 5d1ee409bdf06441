import { channelNoteCodec, type ChannelNote } from '@throughline/contracts';
import { MemoryRecords } from '@throughline/credentials';
import { Channels } from './channels.js';

const aNote = (changed: Partial<ChannelNote> = {}): ChannelNote => ({
  ...{ v: 1, channel: 7, owner: 'owner-1', name: 'audit-process', actionType: 'update_origin', fieldMap: { status: 'Status' } },
  ...{ changedAt: '2026-03-01T10:00:00.000Z', version: 2 },
  ...changed,
});

describe('channels as they are now', () => {
  let records: MemoryRecords;
  let changed: number[];
  let channels: Channels;
  const ending = new AbortController();
  const put = async (note: ChannelNote): Promise<void> => {
    await records.write('channel.7', new TextDecoder().decode(channelNoteCodec.encode(note)), 'anything');
  };
  beforeEach(async () => {
    records = new MemoryRecords();
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

  it('have not changed where the same note is put again', async () => {
    await put(aNote());
    await put(aNote());
    expect(changed).toEqual([]);
    await put(aNote({ version: 3, credential: 4 }));
    await put(aNote({ version: 3, credential: 4 }));
    expect(changed).toEqual([7]);
    expect(channels.get(7)?.credential).toBe(4);
  });

  it('do not go back by a note that another one has overtaken', async () => {
    await put(aNote({ version: 1, actionType: 'none' }));
    await put(aNote());
    await put(aNote({ version: 1, actionType: 'none', name: 'older' }));
    expect(changed).toEqual([]);
    expect(channels.get(7)?.actionType).toBe('update_origin');
  });

  it('go back with the gateway where its database was put back: what it puts again is what it has', async () => {
    await put(aNote({ version: 1, actionType: 'none' }));
    await put(aNote({ version: 1, actionType: 'none' }));
    expect(changed).toEqual([7]);
    expect(channels.get(7)?.actionType).toBe('none');
  });
});
