import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { canChangeTexts, defaultRunConfig, textRulesOf } from '@throughline/domain';
import { outputTypesReplyCodec, type OutputConfig, type OutputType } from '@throughline/contracts';
import { createDestinationTypesFrom, listOutputTypesFrom } from '../testing/destination-types.js';

async function folders(): Promise<readonly string[]> {
  const entries = await readdir(fileURLToPath(new URL('.', import.meta.url)), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name.replaceAll('-', '_'));
}

describe('the registry of destinations', () => {
  it('has one line for each folder', async () => {
    expect(Object.keys(createDestinationTypesFrom({ TL_SIMULATION: 'on' })).sort()).toEqual([...(await folders())].sort());
  });

  it('has no simulated destination if simulation is off', async () => {
    const others = (await folders()).filter((name) => name !== 'simulated');
    expect(Object.keys(createDestinationTypesFrom({})).sort()).toEqual(others.sort());
  });

  it.each([
    ['{"library":"relative"}', /TL_OUTPUT_FOLDERS is wrong: the path of 'library' must be absolute/],
    ['{"../x":"/srv"}', /TL_OUTPUT_FOLDERS is wrong: '..\/x' is not a name/],
    ['[1]', /TL_OUTPUT_FOLDERS must be a JSON object/],
    ['{', /TL_OUTPUT_FOLDERS must be a JSON object/],
  ])('rejects folders from %s', (setting, words) => {
    expect(() => createDestinationTypesFrom({ TL_OUTPUT_FOLDERS: setting })).toThrow(words);
  });
});

describe('the types of outputs that users can set up', () => {
  const env = {
    TL_SIMULATION: 'on',
    TL_OUTPUT_FOLDERS: '{"library":"/srv/recordings","nas":"/mnt/nas"}',
    TL_S3: JSON.stringify({
      archive: { region: 'eu', accessKeyId: 'AK', secretAccessKey: 'very-secret', buckets: ['recordings', 'talks'] },
      closed: { region: 'eu', accessKeyId: 'AK', secretAccessKey: 'very-secret' },
    }),
    TL_WEBDAV: JSON.stringify({ cloud: { url: 'https://cloud.example/dav', user: 'anna', password: 'very-secret' } }),
    TL_SFTP: JSON.stringify({
      nas: {
        host: 'nas.example',
        user: 'anna',
        password: 'very-secret',
        fingerprints: [`SHA256:${'A'.repeat(43)}`],
        uses: ['outputs'],
      },
    }),
    TL_SMTP: JSON.stringify({
      office: { host: 'mail.example', user: 'anna', password: 'very-secret', from: 'anna@mail.example' },
      notices: { host: 'mail.example', from: 'anna@mail.example', uses: ['notices'] },
    }),
    TL_FTP: JSON.stringify({ depot: { host: 'ftp.example', user: 'anna', password: 'very-secret' } }),
    TL_PAPERLESS: JSON.stringify({ office: { url: 'https://paper.example', token: 'very-secret' } }),
  };
  const optionsOf = (types: readonly OutputType[], type: string, key: string): unknown =>
    types.find((one) => one.type === type)?.settings.find((field) => field.key === key)?.options;

  it.each<[string, OutputConfig['settings']]>([
    ['folder', { folder: 'library' }],
    ['s3', { connection: 'archive', bucket: 'recordings' }],
    ['webdav', { connection: 'cloud' }],
    ['email', { connection: 'office', to: 'bob@mail.example' }],
    ['ftp', { connection: 'depot' }],
    ['paperless', { connection: 'office' }],
    ['sftp', { connection: 'nas' }],
    ['simulated', {}],
  ])(
    'have a place for a description, and change delivered texts, exactly if their rules for texts say so: %s',
    (type, settings) => {
      const opening = { output: { name: 'out', type, settings }, step: 'deliver:out', config: defaultRunConfig };
      const destination = createDestinationTypesFrom(env)[type]?.open(opening);
      expect(destination?.describedByFile === true).toBe(textRulesOf(type).description !== 'none');
      expect(destination?.updateTexts !== undefined).toBe(canChangeTexts(type));
    },
  );

  it('include every type, with the names of what the operator has set up, and no address or secret', () => {
    const types = listOutputTypesFrom(env);
    expect(types.map(({ type }) => type).sort()).toEqual(Object.keys(createDestinationTypesFrom(env)).sort());
    expect(optionsOf(types, 'folder', 'folder')).toEqual([{ value: 'library' }, { value: 'nas' }]);
    expect(optionsOf(types, 'webdav', 'connection')).toEqual([{ value: 'cloud' }]);
    expect(optionsOf(types, 'paperless', 'connection')).toEqual([{ value: 'office' }]);
    expect(optionsOf(types, 'email', 'connection')).toEqual([{ value: 'office' }]);
    expect(optionsOf(types, 'ftp', 'connection')).toEqual([{ value: 'depot' }]);
    expect(optionsOf(types, 'sftp', 'connection')).toEqual([{ value: 'nas' }]);
    expect(optionsOf(types, 's3', 'connection')).toEqual([{ value: 'archive' }]);
    expect(optionsOf(types, 's3', 'bucket')).toEqual([
      { value: 'recordings', of: 'archive' },
      { value: 'talks', of: 'archive' },
    ]);
    expect(JSON.stringify(types)).not.toMatch(/very-secret|example|\/srv|\/mnt|anna/);
    expect(() => outputTypesReplyCodec.encode({ v: 1, types: [...types] })).not.toThrow();
  });

  it('leave out those for which the operator has set up nothing, and simulated outputs if simulation is off', () => {
    expect(listOutputTypesFrom({}).map(({ type }) => type)).toEqual(['dropbox', 'google_drive', 'onedrive', 'vk', 'youtube']);
  });
});
