import { readStackConfig } from './config.js';

describe('readStackConfig', () => {
  it('overrides defaults and marks explicit ports', () => {
    const config = readStackConfig({ TL_GATEWAY_PORT: '9000', TL_DATA_DIR: '/srv/tl', NO_COLOR: '1' });
    expect(config.simulation).toBe(false);
    expect(readStackConfig({ TL_SIMULATION: 'on' }).simulation).toBe(true);
    expect(config).toMatchObject({ dataDir: '/srv/tl', colours: false, ports: { gateway: { port: 9000, explicit: true } } });
    expect(config.ports.nats).toEqual({ port: 14_222, explicit: false });
  });

  it('refuses folders that are no names with absolute paths, before anything starts', () => {
    expect(readStackConfig({ TL_SOURCE_FOLDERS: '{"nas":"/mnt/nas"}' }).folders).toEqual({
      sources: { nas: '/mnt/nas' },
      outputs: {},
    });
    expect(() => readStackConfig({ TL_OUTPUT_FOLDERS: '{"nas":"mnt"}' })).toThrow(
      "TL_OUTPUT_FOLDERS is wrong: the path of 'nas' must be absolute",
    );
  });

  it('reports all invalid ports at once, by name', () => {
    expect(() => readStackConfig({ TL_GATEWAY_PORT: 'x', TL_NATS_PORT: '70000' })).toThrow(
      /is wrong:\n {2}TL_NATS_PORT must .*\n {2}TL_GATEWAY_PORT must/,
    );
  });
});
