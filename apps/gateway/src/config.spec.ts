import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGatewayConfig } from './config.js';

const needed = { TL_POSTGRES_URL: 'postgres://x', TL_ARTIFACTS_DIR: '/data', TL_MASTER_KEY: 'ab'.repeat(32) };

describe('the configuration of the gateway', () => {
  it('has a default for everything that is no address and no secret', () => {
    expect(readGatewayConfig(needed)).toMatchObject({
      httpHost: '127.0.0.1',
      httpPort: 8080,
      bootstrapToken: undefined,
      outputs: [{ name: 'library', type: 'folder', settings: { folder: 'library' } }],
    });
  });

  it('tells every problem at once, and no value', () => {
    const env = {
      TL_MASTER_KEY: 'secret-key',
      TL_BOOTSTRAP_TOKEN: 'hunter2',
      TL_HTTP_PORT: 'x',
      TL_OUTPUTS_FILE: '/nowhere.json',
    };
    const message = (() => {
      try {
        readGatewayConfig(env);
        return '';
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    })();
    for (const name of ['TL_POSTGRES_URL', 'TL_ARTIFACTS_DIR', ...Object.keys(env)]) expect(message).toContain(name);
    expect(message).not.toMatch(/secret-key|hunter2|nowhere/);
  });

  describe('of outputs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tl-outputs-'));
    const file = join(folder, 'outputs.json');
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });
    const read = (content: string) => {
      writeFileSync(file, content);
      return readGatewayConfig({ ...needed, TL_OUTPUTS_FILE: file }).outputs;
    };

    it('comes from a file', () => {
      const outputs = [{ name: 'nas', type: 'folder', settings: { folder: 'nas' } }];
      expect(read(JSON.stringify(outputs))).toEqual(outputs);
      expect(read('[]')).toEqual([]);
    });

    it.each([
      '',
      '{}',
      'null',
      '[{"name":"a"}]',
      '[{"name":"A B","type":"folder","settings":{}}]',
      '{"outputs":[]}',
      '[{"name":"a","type":"folder","settings":{}},{"name":"a","type":"folder","settings":{}}]',
    ])('refuses %j', (content) => {
      expect(() => read(content)).toThrow('TL_OUTPUTS_FILE');
    });
  });
});
