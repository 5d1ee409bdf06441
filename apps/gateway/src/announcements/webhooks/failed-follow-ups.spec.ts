import { START } from '@throughline/event-store';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { failStep, startStep, workThrough } from '../../testing/work-through.js';
import { deriveMessages } from './derive-messages.js';
import { renderPayload } from './payload.js';

const THUMBNAIL = 'deliver:library/thumbnail';

describe('the messages of an item whose follow-up has failed', () => {
  let gateway: MemoryGateway;
  beforeEach(async () => {
    const follow_ups = ['thumbnail', 'captions'];
    const outputs = [{ name: 'library', type: 'folder', settings: { folder: 'library' }, follow_ups }];
    gateway = await openMemoryGateway({ settings: { outputs } });
  });
  afterEach(() => gateway.close());

  const fail = async (id: string): Promise<void> => {
    await startStep(gateway, id, THUMBNAIL);
    await failStep(gateway, id, THUMBNAIL);
  };

  it('name the follow-up, again after a failed retry, and tell of no failed item', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id, [THUMBNAIL]);
    await fail(id);
    await ask(gateway, `/${id}/outputs/library/follow-ups/thumbnail/retry`);
    await fail(id);
    const { history } = gateway.ports;
    const messages = deriveMessages((await history.load(id)).commits, { after: START, libraryId: gateway.owner });
    const others = messages.filter(({ event }) => event !== 'item.status_changed');
    expect(others.map(({ event, output }) => [event, output])).toEqual([
      ['delivery.completed', 'library'],
      ['item.ready', undefined],
      ['follow_up.failed', 'library/thumbnail'],
      ['follow_up.failed', 'library/thumbnail'],
    ]);
    const payloads = await Promise.all(others.map((message) => renderPayload(message, { history, origin: undefined })));
    const failure = {
      type: 'follow_up.failed',
      data: { status: 'READY', failed: false, output: 'library', follow_up: 'thumbnail', follow_up_code: 'broken' },
    };
    expect(payloads).toMatchObject([
      { data: { output: 'library', follow_up: null, follow_up_code: null } },
      { data: { output: null, follow_up: null } },
      failure,
      failure,
    ]);
  });

  it('leave the index of the other messages of a commit as it was in earlier releases', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id, [THUMBNAIL]);
    await fail(id);
    const messages = deriveMessages((await gateway.ports.history.load(id)).commits, { after: START, libraryId: gateway.owner });
    const last = messages.findIndex(({ event }) => event === 'follow_up.failed');
    const same = messages.filter(({ position }) => position === messages[last]?.position);
    expect(same.at(-1)).toMatchObject({ event: 'follow_up.failed', index: same.length - 1 });
  });
});
