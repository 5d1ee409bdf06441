import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { parseMediaTools } from '@throughline/media';
import { testProjectRoot } from '#testing/config.js';

const read = (path: string): string => readFileSync(join(testProjectRoot(), path), 'utf8');
const text = read('Dockerfile');
const finalStage = text.slice(text.indexOf(' AS throughline'));
const instruction = (name: string, stage = finalStage): string[] =>
  [...stage.replaceAll('\\\n', ' ').matchAll(new RegExp(`^${name}\\s+(.*)$`, 'gm'))].map(([, rest]) => rest ?? '');

describe('the Dockerfile', () => {
  it('has no findings of the Dockerfile linter', () => {
    expect(validate(text).map(({ message, range }) => ({ line: range.start.line + 1, message }))).toEqual([]);
  });

  it('is checked by a linter that does find faults', () => {
    expect(validate('FROM node\nRUM npm ci\nEXPOSE http!')).not.toEqual([]);
  });

  it('uses an exact version of the Node that the workflows test, never "latest"', () => {
    const [base] = [...text.matchAll(/^ARG NODE_IMAGE=(\S+)$/gm)].map(([, image]) => image);
    expect(base).toMatch(/^node:\d+\.\d+\.\d+-[a-z]+-slim$/);
    const ofWorkflows = /container: (node:\d+)-/.exec(read('.github/workflows/check.yml'))?.[1];
    expect(base?.split('.')[0]).toBe(ofWorkflows);
    expect(instruction('FROM', text).every((from) => from.startsWith('${NODE_IMAGE}'))).toBe(true);
    expect(text).toContain(`org.opencontainers.image.base.name="docker.io/library/${base ?? ''}"`);
  });

  it('runs as a user with a fixed id who owns none of the code', () => {
    expect(instruction('USER')).toEqual(['10001:10001']);
    expect(instruction('COPY').filter((copy) => copy.includes('--chown'))).toEqual([]);
    // No instruction writes files after USER.
    expect(finalStage.slice(finalStage.indexOf('\nUSER')).match(/^(RUN|COPY|ADD)\b/gm)).toBeNull();
  });

  it('installs only what runs, without install scripts of packages', () => {
    const installs = [...text.matchAll(/npm ci [^\n]*/g)].map(([command]) => command);
    expect(installs).toHaveLength(2);
    expect(installs.every((command) => command.includes('--ignore-scripts'))).toBe(true);
    expect(installs.filter((command) => command.includes('--omit=dev'))).toHaveLength(1);
    // Programs for machines that lack them: the image has its own. Its whisper.cpp is the package.
    const { optionalDependencies } = JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> };
    const removed = /rm -rf (.+)/.exec(text)?.[1]?.split(' ') ?? [];
    const isRemoved = (name: string): boolean => removed.some((path) => `node_modules/${name}/`.startsWith(`${path}/`));
    for (const name of Object.keys(optionalDependencies))
      expect([name, isRemoved(name)]).toEqual([name, !name.startsWith('@fugood/node-whisper-')]);
    expect(instruction('COPY').join('\n')).toContain('--from=packages /app/node_modules');
  });

  it('starts the build output, checks its health, and reaps orphans of ffmpeg', () => {
    const [entry] = instruction('ENTRYPOINT');
    expect(JSON.parse(entry ?? '')).toEqual(['tini', '--', 'node', '--enable-source-maps']);
    const [command = ''] = JSON.parse(instruction('CMD')[0] ?? '') as string[];
    expect(existsSync(join(testProjectRoot(), command.replace('/bundle/', '/src/').replace(/\.js$/, '.ts')))).toBe(true);
    expect(instruction('HEALTHCHECK').join()).toContain('tools/compose/health.mjs');
    expect(existsSync(join(testProjectRoot(), 'tools/compose/health.mjs'))).toBe(true);
  });

  it("sets the paths of the media tools in the services' format", () => {
    const tools = /TL_MEDIA_TOOLS='([^']+)'/.exec(text)?.[1];
    expect(parseMediaTools(tools)).toMatchObject({
      ffmpeg: { path: '/usr/bin/ffmpeg' },
      pocketsphinx: { hmm: expect.anything() as string },
    });
  });

  it('leaves yt-dlp out unless release and checksum are given, and verifies the checksum', () => {
    const args = [...finalStage.matchAll(/^ARG (YTDLP_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(args).toEqual([
      ['YTDLP_VERSION', ''],
      ['YTDLP_SHA256', ''],
    ]);
    const [fetching = ''] = instruction('RUN').filter((command) => command.includes('yt-dlp'));
    expect(fetching).toMatch(/^if \[ -n "\$\{YTDLP_VERSION\}" \]; then .*; +fi$/);
    expect(fetching).toMatch(/urlretrieve.*&& echo "\$\{YTDLP_SHA256\} .*\| sha256sum --check --strict - .*&& chmod/);
  });

  it('has labels for title, version, revision and licence', () => {
    for (const label of ['title', 'version', 'revision', 'licenses'])
      expect(finalStage).toContain(`org.opencontainers.image.${label}=`);
  });
});

describe('the build context of the image', () => {
  const lines = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it('includes only listed paths, so neither secrets nor data folders', () => {
    expect(lines[0]).toBe('*');
    const back = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(back.every((path) => existsSync(join(testProjectRoot(), path)))).toBe(true);
    expect(back.filter((path) => /compose|secret|\.throughline|\.git|\.env/.test(path))).toEqual([]);
  });

  it('includes everything that the stages copy', () => {
    expect(lines).toEqual(
      expect.arrayContaining(['!apps', '!libs', '!tools', '!package.json', '!package-lock.json', '!LICENSE', '!NOTICE']),
    );
  });
});
