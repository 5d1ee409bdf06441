import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { sendRequest } from '../../testing/send-request.js';
import { ask } from '../../testing/ask.js';
import { upload } from '../../testing/upload.js';
import { failStep, startStep } from '../../testing/work-through.js';
import type { PresentNoticesAnswer } from './present-notices.dto.js';

describe('the notices of a library now', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const list = async (token?: string): Promise<PresentNoticesAnswer> => {
    const parts = token === undefined ? {} : { token };
    return (await sendRequest<PresentNoticesAnswer>(gateway, 'GET', '/notices', parts)).body;
  };

  it('are the causes of mails, without a mail server, until the cause has ended', async () => {
    expect(await list()).toEqual({ items: [], more: false });
    const { id } = await upload(gateway, { fields: { run: 'true', title: 'Talk' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await failStep(gateway, id, 'DOWNLOAD');
    await waitUntilProjected(gateway, id);
    const text = '“Talk” has failed at the stage download (broken). Look at the reason, then run it again.';
    const notices = await list();
    const item = { cause: 'failed', title: 'Talk', step: 'DOWNLOAD', code: 'broken' };
    expect(notices).toMatchObject({ items: [{ kind: 'failed', text, path: `/recordings/${id}`, item }], more: false });
    expect(await list()).toEqual(notices);
    expect(await list(await gateway.tokenFor(['read']))).toEqual({ items: [], more: false });
    await ask(gateway, `/${id}/run`);
    await waitUntilProjected(gateway, id);
    expect(await list()).toEqual({ items: [], more: false });
  });
});
