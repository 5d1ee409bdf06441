import { fakeMachine, type FakeMachine } from '#testing/fake-machine.js';
import { testContext } from '#testing/config.js';
import { OLD_BUILD, provisionMediaTool } from './media-tools.js';
import { unpackPackages } from './debian.js';
import { provisionAll, provisionMedia } from './provision.js';
import { provisionPocketsphinx } from './pocketsphinx.js';
import { provisionPostgres } from './postgres.js';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const onDebian = existsSync('/usr/bin/apt-get') ? it : it.skip;

describe('provisioning of PostgreSQL and media tools', () => {
  let machine: FakeMachine;
  beforeEach(async () => {
    machine = await fakeMachine();
  });
  afterEach(() => machine.remove());

  const postgres = async (folder: string, version: string): Promise<void> => {
    await machine.program(`${folder}/postgres`, `postgres (PostgreSQL) ${version}`);
    await machine.program(`${folder}/initdb`, 'initdb');
  };

  it('uses a PostgreSQL from the PATH with its initdb', async () => {
    await postgres('bin', '17.2');
    await expect(provisionPostgres(machine.context)).resolves.toMatchObject({ foundBy: 'path', version: '17.2.0' });
  });

  it('refuses a PostgreSQL without initdb, and one older than 14', async () => {
    await machine.program('bin/postgres', 'postgres (PostgreSQL) 17.2');
    await postgres('other', '13.9');
    const found = provisionPostgres(machine.with({ folders: [join(machine.root, 'other')] }));
    await expect(found).rejects.toThrow(/has no initdb.*14\.0\.0 or newer/s);
  });

  it('uses the major version that created the data folder', async () => {
    await postgres('bin', '17.2');
    await postgres('other', '15.4');
    const context = machine.with({ folders: [join(machine.root, 'other')] });
    await expect(provisionPostgres(context, { major: 15 })).resolves.toMatchObject({ version: '15.4.0' });
    await expect(provisionPostgres(context, { major: 16 })).rejects.toThrow('but the data folder was made by 16');
  });

  it("prefers Debian's ffmpeg to the old npm package, and warns about the latter", async () => {
    const project = { projectRoot: testContext().projectRoot, platform: process.platform, arch: process.arch };
    const bundled = await provisionMediaTool(machine.with(project), 'ffmpeg');
    expect(bundled).toMatchObject({ foundBy: 'bundled', notes: [OLD_BUILD] });
    const unpacked = `cache/debian/ffmpeg-${process.arch}/root/usr`;
    await machine.program(`${unpacked}/bin/ffmpeg`, 'ffmpeg version 5.1.9-0+deb12u1 Copyright');
    await machine.program(`${unpacked}/lib/x/libavcodec.so.59`, '');
    const packaged = await provisionMediaTool(machine.with(project), 'ffmpeg');
    expect(packaged).toMatchObject({ foundBy: 'debian', version: '5.1.9-0+deb12u1', notes: [] });
    expect(packaged.env['LD_LIBRARY_PATH']).toBe(join(machine.root, unpacked, 'lib/x'));
  });

  it('requires the model of the speech engine beside its decoder', async () => {
    await machine.program('bin/pocketsphinx_continuous', 'Arguments list definition: -infile');
    await expect(provisionPocketsphinx(machine.context)).rejects.toThrow('no en-us model');
    for (const file of ['en-us/mdef', 'en-us.lm.bin', 'cmudict-en-us.dict']) await machine.program(`model/${file}`, '');
    const named = {
      pocketsphinx: join(machine.root, 'bin/pocketsphinx_continuous'),
      pocketsphinxModel: join(machine.root, 'model'),
    };
    await expect(provisionPocketsphinx(machine.with({ named }))).resolves.toMatchObject({
      foundBy: 'env',
      paths: { hmm: join(machine.root, 'model/en-us'), lm: join(machine.root, 'model/en-us.lm.bin') },
    });
  });

  const MODEL = ['en-us/mdef', 'en-us.lm.bin', 'cmudict-en-us.dict'];
  const DECODES = 'Arguments list definition: -infile';
  const FETCHED = 'cache/debian/pocketsphinx-x64/root/usr';

  it.each([
    ['the model is installed and the decoder was fetched', `${FETCHED}/bin`, 'installed/model', FETCHED],
    ['the decoder is installed and the model was fetched', 'bin', `${FETCHED}/share/pocketsphinx/model/en-us`, 'bin'],
    ['both are installed, in different places', 'bin', 'installed/model', 'bin'],
  ])('finds the speech engine if %s', async (_what, decoder, model, from) => {
    await mkdir(join(machine.root, FETCHED), { recursive: true });
    await machine.program(`${decoder}/pocketsphinx_continuous`, DECODES);
    for (const file of MODEL) await machine.program(`${model}/${file}`, '');
    const context = machine.with({ speechModels: [join(machine.root, 'installed/model')] });
    await expect(provisionPocketsphinx(context)).resolves.toMatchObject({
      paths: {
        decoder: expect.stringContaining(join(machine.root, from)) as string,
        hmm: join(machine.root, model, 'en-us'),
      },
    });
    expect(machine.progress).toEqual([]);
  });

  it('continues without a speech engine and reports the consequence', async () => {
    await machine.program('bin/ffmpeg', 'ffmpeg version 6.0');
    await machine.program('bin/ffprobe', 'ffprobe version 6.0');
    await expect(provisionMedia(machine.context)).resolves.toMatchObject({ ffmpeg: { version: '6.0' }, pocketsphinx: undefined });
    expect(machine.progress.join('\n')).toContain('recordings will not be transcribed');
  });

  it('reports all missing tools at once, without a message about continuing', async () => {
    await machine.program('bin/ffmpeg', 'ffmpeg version 6.0');
    await machine.program('bin/ffprobe', 'ffprobe version 6.0');
    await expect(provisionAll(machine.context, undefined)).rejects.toMatchObject({
      kind: 'tool-missing',
      message: expect.stringMatching(/^nats-server is needed.*^postgres is needed.*needs the network.*HTTPS_PROXY/ms),
    });
    expect(machine.progress.join('\n')).not.toContain('Going on');
  });

  onDebian('says of an archive that it cannot be reached, and not that it lacks the package', async () => {
    const sources = [{ uri: 'http://127.0.0.1:9/debian', suite: 'trixie', components: ['main'] }];
    const request = { packages: ['ffmpeg'], sources, withDependencies: true, statusFile: '/dev/null' };
    await expect(unpackPackages(machine.context.cache, 'debian/x', request)).rejects.toMatchObject({
      kind: 'download-failed',
      message: 'the package lists of 127.0.0.1:9 could not be downloaded',
    });
  });
});
