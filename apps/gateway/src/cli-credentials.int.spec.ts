import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CredentialVault } from '@throughline/credentials';
import { giveConsent } from '@throughline/stack/testing';
import { FAKE_GOOGLE_ACCOUNT, GoogleFake } from '@throughline/strict-fakes';
import { connect } from '@nats-io/transport-node';
import { openRealGateway, openWorld, type RealGateway, type World } from './testing/real-gateway.js';
import { createTl, type ProcessResult } from './testing/run-tl.js';

const SECRET = 'hunter2-hunter2';

describe('credentials, with a real bus and database', () => {
  let google: GoogleFake;
  let world: World;
  let gateway: RealGateway;
  let tl: (...args: readonly string[]) => Promise<ProcessResult>;
  const redirectUris: string[] = [];
  beforeAll(async () => {
    google = await GoogleFake.start({ client: { redirectUris } });
    world = await openWorld(undefined, { TL_GOOGLE_URL: google.url, TL_FETCH_ALLOW: '127.0.0.1' });
    gateway = await openRealGateway(world);
    redirectUris.push(`${gateway.url}/api/v1/credentials/oauth/callback`);
    tl = await createTl(world, gateway);
    await writeFile(join(world.folder, 'password'), `${SECRET}\n`);
    const web = { client_id: google.client.clientId, client_secret: google.client.clientSecret };
    await writeFile(join(world.folder, 'client.json'), JSON.stringify({ web }));
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await world.close();
    await google.close();
  });
  const stdoutOf = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await tl('credential', ...args);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    return out === '' ? err : out;
  };

  it('are stored for the upload service, which alone can read them, and are listed without their secrets', async () => {
    expect(await stdoutOf('add', 'password', 'Cloud', '--user', 'nora', '--secret-file', 'password')).toContain(
      'Saved credential 1, encrypted',
    );
    expect(await stdoutOf('list')).toBe('1  password  Cloud  nora  unknown  never used  not in use\n');
    const upload = await connect(world.nats.login('upload'));
    const found = await CredentialVault.over(upload, world.config.masterKey).find(1);
    await upload.close();
    expect(found?.secret).toMatchObject({ kind: 'password', username: 'nora', password: SECRET });
    const ingest = await connect(world.nats.login('ingest'));
    await expect(CredentialVault.over(ingest, world.config.masterKey).find(1)).rejects.toMatchObject({ kind: 'infrastructure' });
    await ingest.close();
  });

  it('for Google are connected through an address that a browser opens', async () => {
    expect(await stdoutOf('add', 'google', 'Drive', '--client', 'client.json')).toContain('tl credential connect 2');
    expect(await stdoutOf('list')).toContain('not connected: tl credential connect 2');
    const address = (await stdoutOf('connect', 'google')).trim();
    const answer = await giveConsent(address, world.token);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(`${FAKE_GOOGLE_ACCOUNT} is connected`)]);
    expect(await stdoutOf('list')).toContain(`2  google    Drive  ${FAKE_GOOGLE_ACCOUNT}  ok`);
  });

  it('are identified by number, and are never passed as arguments', async () => {
    expect(await tl('credential', 'remove', '99')).toMatchObject({
      code: 3,
      err: expect.stringContaining('no credential 99') as string,
    });
    expect(await tl('credential', 'connect', '1')).toMatchObject({
      code: 3,
      err: expect.stringContaining('cannot be connected') as string,
    });
    expect(await tl('credential', 'add', 'token', 'x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--secret-file') as string,
    });
    expect(await tl('credential', 'add', 'google', 'x', '--client', 'password')).toMatchObject({ code: 2, out: '' });
    expect(await stdoutOf('remove', '1')).toContain('Removed credential 1');
    expect(await stdoutOf('list')).not.toContain('Cloud');
  });
});
