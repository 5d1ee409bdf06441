import { newId } from '@throughline/contracts';
import type { Credential } from '../../credentials/credential.js';
import { RECONNECT } from '../../credentials/index.js';
import { ReportedStatuses, addConnected, reconnect } from '../../testing/lose-credential.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, currentAttemptId, startStep, workThrough } from '../../testing/work-through.js';

const DELIVERY = 'deliver:mine';

interface Item {
  readonly status: string;
  readonly waiting_for: readonly { readonly step: string; readonly for: string }[];
}

describe('a run to an own output whose credential was revoked', () => {
  let gateway: MemoryGateway;
  let statuses: ReportedStatuses;
  let credential: Credential;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    statuses = new ReportedStatuses();
    gateway = await renew({ secrets: statuses.secrets });
    credential = await addConnected(gateway, { type: 'google' });
    const content = { type: 'google_drive', settings: { folder: 'Talks' }, credentialId: credential.id };
    await gateway.ports.ownOutputs.add({ libraryId: gateway.owner, name: 'mine', ...content });
    await statuses.report(credential, 'needs_reauth');
  });

  const send = (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object): ReturnType<typeof gateway.app.inject> =>
    gateway.app.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${gateway.token}` },
      ...(payload === undefined ? {} : { payload }),
    });
  const startItem = async (): Promise<string> => {
    const { id } = await upload(gateway);
    const body = { output_config: { outputs: ['mine'] } };
    const dryRun = await send('POST', `recordings/${id}/run?dry_run=true`, body);
    expect(dryRun.json<{ steps: readonly object[] }>().steps).toContainEqual(
      expect.objectContaining({ step: DELIVERY, action: 'run' }),
    );
    expect((await send('POST', `recordings/${id}/run`, body)).statusCode).toBe(202);
    return id;
  };
  /** Lets the delivery wait, as the upload service does when the service refuses the account. */
  const refuse = async (id: string): Promise<void> => {
    await startStep(gateway, id, DELIVERY);
    const attemptId = await currentAttemptId(gateway, id, DELIVERY);
    const why = { for: RECONNECT, message: 'Google Drive refuses the account', progress: 0 };
    await gateway.ports.commands.execute(
      id,
      { type: 'WaitStep', now: new Date().toISOString(), step: DELIVERY, attemptId, ...why },
      { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' },
    );
  };
  const itemOf = async (id: string): Promise<Item> => (await send('GET', `recordings/${id}`)).json<Item>();

  it('is planned and started, and its delivery waits with the reason', async () => {
    const id = await startItem();
    await workThrough(gateway, id, [DELIVERY]);
    await refuse(id);
    expect(await itemOf(id)).toMatchObject({ status: 'PROCESSED', waiting_for: [{ step: DELIVERY, for: RECONNECT }] });
  });

  it('names the credential as one that needs its owner, which cannot be deleted while the output uses it', async () => {
    await startItem();
    const path = `credentials/${String(credential.id)}`;
    expect((await send('GET', path)).json()).toMatchObject({ state: 'needs_reauth', used_by: ['mine'] });
    const refused = await send('DELETE', path);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'credential-in-use']);
  });

  it('delivers after the account was connected again', async () => {
    const id = await startItem();
    await workThrough(gateway, id, [DELIVERY]);
    await refuse(id);
    await reconnect(gateway, credential);
    expect((await send('GET', `credentials/${String(credential.id)}`)).json()).toMatchObject({ state: 'ok' });
    await startStep(gateway, id, DELIVERY);
    await completeStep(gateway, id, DELIVERY);
    expect(await itemOf(id)).toMatchObject({ status: 'READY', waiting_for: [] });
  });
});
