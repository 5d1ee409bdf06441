import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDeploymentSecrets } from '#testing/deployed-nats.js';
import { debianTool } from '#testing/debian-tools.js';
import { withTool } from '#testing/with-tool.js';
import { testConfig, testProjectRoot } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { tryCommand, type CommandResult } from '../processes/run-command.js';
import { NATS_USERS } from '../nats/nats-users.js';
import { parseMebibytes, computeRequiredMebibytes, WITH_TOOLS } from './testing/required-memory.js';
import { findUnknownSettings } from './testing/settings.js';

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly restart?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly secrets?: readonly { readonly source: string }[];
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly { readonly host_ip?: string }[];
  readonly deploy?: {
    readonly resources?: { readonly limits?: { readonly memory?: string; readonly cpus?: unknown; readonly pids?: number } };
  };
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
  readonly volumes?: readonly {
    readonly type: string;
    readonly source: string;
    readonly target: string;
    readonly read_only?: boolean;
  }[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const root = testProjectRoot();
const tool = await debianTool('compose');
const APPS = ['gateway', 'ingest', 'processing', 'upload', 'status-projector', 'search'];
/** Services that run the image of this repository. */
const OURS = [...APPS, 'setup', 'rebuild', 'models'];
/** These exit when they are done, so they have no health check. */
const ONE_SHOT = ['setup', 'rebuild', 'models', 'broker-volume'];

const compose = (args: readonly string[], file = join(root, 'docker-compose.yml')): Promise<CommandResult> =>
  tryCommand(tool?.path ?? '', ['--file', file, '--project-directory', root, ...args], { env: testConfig().env });

withTool('Docker Compose', tool, () => {
  describe('docker-compose.yml, as Docker Compose reads it', () => {
    let read: Compose;
    let folder: TempDir;
    beforeAll(async () => {
      folder = await tempDir('tl-compose-');
      const { code, stdout, stderr } = await compose(['--profile', '*', 'config', '--format', 'json']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      read = JSON.parse(stdout) as Compose;
    });
    afterAll(() => folder.remove());

    const service = (name: string): Service => {
      const found = read.services[name];
      if (found === undefined) throw new Error(`${name} is no service`);
      return found;
    };
    const secretsOf = (name: string): string[] => (service(name).secrets ?? []).map(({ source }) => source).sort();

    it('is rejected with a misspelt key', async () => {
      const file = join(folder.path, 'misspelt.yml');
      const text = await readFile(join(root, 'docker-compose.yml'), 'utf8');
      await writeFile(file, text.replace('stop_grace_period', 'stop_grace_periode'));
      expect((await compose(['config', '--quiet'], file)).code).not.toBe(0);
    });

    it('gives no container unneeded rights on the host', () => {
      for (const [name, one] of Object.entries(read.services)) {
        expect({ name, read_only: one.read_only, drop: one.cap_drop, privileged: one.privileged ?? false }).toEqual({
          name,
          read_only: true,
          drop: ['ALL'],
          privileged: false,
        });
        expect(one.security_opt).toEqual(['no-new-privileges:true']);
        expect({ name, add: one.cap_add ?? [] }).toEqual({ name, add: name === 'broker-volume' ? ['CHOWN'] : [] });
        const binds = (one.volumes ?? []).filter(({ type }) => type === 'bind').map(({ target }) => target);
        expect({ name, binds }).toEqual({ name, binds: name === 'nats' ? ['/etc/nats/nats.conf', '/etc/nats/alive.sh'] : [] });
      }
    });

    it('limits memory, CPU and processes of each container', () => {
      for (const [name, one] of Object.entries(read.services).filter(([other]) => other !== 'broker-volume')) {
        const { memory, cpus, pids } = one.deploy?.resources?.limits ?? {};
        expect({ name, limits: [memory, cpus, pids].map(Boolean) }).toEqual({ name, limits: [true, true, true] });
      }
    });

    it('gives each service enough memory for its concurrent steps', () => {
      for (const name of WITH_TOOLS) {
        const { environment = {}, deploy } = service(name);
        const needed = computeRequiredMebibytes(name, environment);
        expect(needed).toBeGreaterThan(0);
        expect(parseMebibytes(deploy?.resources?.limits?.memory)).toBeGreaterThanOrEqual(needed ?? NaN);
      }
    });

    it('restarts long-running services and checks their health', () => {
      for (const [name, one] of Object.entries(read.services)) {
        expect(one.restart).toMatch(ONE_SHOT.includes(name) ? /^(no|on-failure)/ : /^unless-stopped$/);
        // Our image has its own health check.
        const isAsked = APPS.includes(name) ? one.healthcheck?.disable !== true : one.healthcheck?.test !== undefined;
        expect({ name, isAsked }).toEqual({ name, isAsked: !ONE_SHOT.includes(name) });
      }
    });

    it('starts the broker anew if its users change', async () => {
      const sha256 = createHash('sha256')
        .update(await readFile(join(root, 'compose/nats.conf')))
        .digest('hex');
      expect(service('nats').labels).toMatchObject({ 'throughline.nats-conf': sha256.slice(0, 12) });
    });

    it('uses images with exact versions', () => {
      const others = Object.entries(read.services).filter(([, { image }]) => !image.startsWith('throughline'));
      for (const [name, { image }] of others) {
        expect({ name, image }).toEqual({ name, image: expect.stringMatching(/:[^:]*\d+[.-]\d+/) as string });
      }
    });

    it('gives each service its own NATS user and only the secrets that it needs', () => {
      const own: Record<string, string[]> = {
        gateway: ['bootstrap_token', 'postgres_gateway_url'],
        'status-projector': ['postgres_projector_url'],
        search: ['postgres_search_url'],
        processing: ['engines.json'],
      };
      for (const name of APPS) {
        const user = name === 'status-projector' ? 'projector' : name;
        expect(NATS_USERS).toContain(user);
        expect(service(name).environment?.['TL_NATS_USER']).toBe(user);
        expect(secretsOf(name)).toEqual([...(own[name] ?? []), 'master_key', `nats_${user}_password`].sort());
      }
      expect(secretsOf('setup')).toEqual([
        'nats_admin_password',
        'postgres_admin_url',
        'postgres_gateway_url',
        'postgres_owner_url',
        'postgres_projector_url',
        'postgres_search_url',
      ]);
      expect(secretsOf('rebuild')).toEqual(['master_key', 'nats_projector_password', 'postgres_owner_url']);
      expect(secretsOf('nats')).toEqual(['nats_passwords']);
    });

    it('has settings that name mounted secrets and that the programs read', async () => {
      for (const name of OURS) {
        const { environment = {}, command } = service(name);
        expect(await findUnknownSettings(root, command?.[0] ?? '', Object.keys(environment))).toEqual([]);
        const files = Object.entries(environment).filter(([key]) => key.endsWith('_FILE'));
        expect(files.map(([, path]) => path.replace('/run/secrets/', '')).sort()).toEqual(secretsOf(name));
        // `docker inspect` shows the environment to everybody. The scrape token comes from `.env` and opens only metrics.
        const shown = Object.keys(environment).filter(
          (key) => /PASSWORD|KEY|TOKEN|SECRET|POSTGRES_URL/.test(key) && !key.endsWith('_FILE'),
        );
        expect(shown).toEqual(name === 'gateway' ? ['TL_METRICS_TOKEN'] : []);
      }
    });

    it('exposes servers and tables only inside, and the gateway only on this host', () => {
      expect(read.networks['inside']?.internal).toBe(true);
      for (const name of ['nats', 'postgres', 'setup', 'rebuild', 'status-projector'])
        expect(Object.keys(service(name).networks ?? {})).toEqual(['inside']);
      const open = Object.entries(read.services).filter(([, { ports = [] }]) => ports.length > 0);
      expect(open.map(([name]) => name)).toEqual(['gateway']);
      expect(service('gateway').ports?.map(({ host_ip }) => host_ip)).toEqual(['127.0.0.1']);
    });

    it('lets one job write the speech model, and the workers read it', () => {
      const mounts = Object.entries(read.services).flatMap(([name, { volumes = [] }]) =>
        volumes
          .filter(({ source }) => source === 'models')
          .map(({ target, read_only: readOnly = false }) => [name, target, readOnly]),
      );
      expect(mounts.sort()).toEqual([
        ['models', '/data/models', false],
        ['processing', '/data/models', true],
      ]);
      for (const setting of ['TL_WHISPER_MODEL', 'TL_MODEL_DOWNLOADS'])
        expect(service('models').environment?.[setting]).toBe(service('processing').environment?.[setting]);
    });

    it('mounts exactly the files that tools/compose/secrets.mjs creates', async () => {
      const made = await createDeploymentSecrets(join(folder.path, 'secrets'));
      for (const [name, { file }] of Object.entries(read.secrets)) {
        expect(file).toBe(join(root, 'compose/secrets', name));
        expect((await readFile(join(made.folder, name), 'utf8')).length).toBeGreaterThan(10);
      }
    });
  });
});
