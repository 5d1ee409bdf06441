import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import { withTool } from '@throughline/stack/testing';
import { GotenbergFake } from '@throughline/strict-fakes';
import { findProgram } from '@throughline/media';
import { readLayer } from '../pdf/read-layer.js';
import { docx } from '../testing/archives.js';
import { GotenbergConverter } from './gotenberg.js';
import { openConverter } from './open-converter.js';
import { renderPages } from './render-pages.js';
import { SofficeConverter } from './soffice.js';

jest.setTimeout(180_000);
const soffice = await findProgram('soffice');

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tl-office-'));
  path = join(folder, 'a.docx');
  await writeFile(path, await docx(['Minutes of the meeting on bricks']));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('GotenbergConverter', () => {
  let fake: GotenbergFake;
  let converter: GotenbergConverter;
  beforeEach(async () => {
    fake = await GotenbergFake.start();
    converter = new GotenbergConverter({ baseUrl: `${fake.url}/`, timeoutMs: 60_000 });
  });
  afterEach(() => fake.close());
  const convert = (signal?: AbortSignal): Promise<string> =>
    converter.convert({ path, extension: 'docx' }, { scratch: folder, signal });

  it('converts the bytes, sent under a neutral file name', async () => {
    expect((await readFile(await convert())).subarray(0, 5).toString()).toBe('%PDF-');
    expect(fake.converted).toEqual([{ name: 'document.docx', bytes: await readFile(path) }]);
  });

  it.each([
    [400, 'permanent', 'conversion-failed'],
    [404, 'permanent', 'conversion-refused'],
    [429, 'waiting', 'office-engine-away'],
    [500, 'retryable', 'conversion-failed'],
    [503, 'retryable', 'conversion-timeout'],
  ])('reports status %d as a %s error', async (status, kind, code) => {
    fake.faults.add({ fault: { kind: 'answer', status, body: 'the secret of the document' } });
    const refused = convert();
    await expect(refused).rejects.toMatchObject({ kind, code });
    await expect(refused).rejects.not.toThrow('secret');
  });

  it('rejects output that is no PDF', async () => {
    fake.faults.add({ fault: { kind: 'answer', status: 200, body: '<html>Sign in' } });
    await expect(convert()).rejects.toMatchObject({ kind: 'permanent', code: 'conversion-failed' });
  });

  it('waits while the server is unreachable, and stops when aborted', async () => {
    fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 10 } });
    await expect(convert()).rejects.toMatchObject({ kind: 'waiting', code: 'office-engine-away' });
    fake.faults.add({ fault: { kind: 'hang' } });
    const controller = new AbortController();
    const hanging = convert(controller.signal);
    while (fake.log.length < 2) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await expect(hanging).rejects.toMatchObject({ kind: 'aborted' });
  });

  it('is preferred to a program of the machine', async () => {
    expect(await openConverter({ gotenbergUrl: fake.url, sofficePath: '/nowhere' })).toMatchObject({ id: 'gotenberg' });
    expect(await openConverter({ sofficePath: '/nowhere/soffice' })).toBeUndefined();
  });
});

describe('a text for a converter', () => {
  it.each(['text', 'email'] as const)('is refused for good if its pages need too much markup: %s', async (kind) => {
    const source = join(folder, `long.${kind}`);
    await writeFile(source, `From: ann@example.org\n\n${'\tx'.repeat(6_000_000)}`);
    const refused = renderPages(source, kind, { scratch: folder });
    await expect(refused).rejects.toMatchObject({ kind: 'permanent', code: 'too-complex' });
  });
});

describe('SofficeConverter', () => {
  /** A program that imitates LibreOffice without output: it prints nothing and exits with success. */
  const program = async (script: string): Promise<string> => {
    const file = join(folder, `soffice-${String(script.length)}`);
    await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  };
  const convertBy = (file: string): Promise<string> =>
    new SofficeConverter(file).convert({ path, extension: 'docx' }, { scratch: folder });

  it('fails if LibreOffice reports success without output', async () => {
    await expect(convertBy(await program('exit 0'))).rejects.toMatchObject({ kind: 'permanent', code: 'conversion-failed' });
  });

  it('uses a temporary profile of its own, in which documents run nothing', async () => {
    const seen = join(folder, 'seen');
    const made = await convertBy(
      await program(
        `for last; do :; done; profile="\${1#-env:UserInstallation=file://}"; { echo "$profile"; cat "$profile/user/registrymodifications.xcu"; } > ${seen}; printf '%%PDF-1.4' > "\${last%.docx}.pdf"`,
      ),
    );
    expect(made.endsWith('document.pdf')).toBe(true);
    const [profile = '', ...settings] = (await readFile(seen, 'utf8')).split('\n');
    expect(settings.join('\n')).toContain('DisableMacrosExecution');
    await expect(readFile(join(profile, 'user/registrymodifications.xcu'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('fails with a retryable error', async () => {
    await expect(convertBy(await program('exit 77'))).rejects.toMatchObject({ kind: 'retryable', code: 'conversion-failed' });
  });

  const tests = (): void => {
    it('makes a PDF with the text of the document', async () => {
      const made = await convertBy(soffice ?? '');
      const pages = await readLayer(made, { scratch: folder });
      expect(pages[0]?.text).toContain('Minutes of the meeting on bricks');
    });

    it.each([
      ['a line', 'Minutes of the meeting'],
      ['a line that is longer than a page', 'Minutes of the meeting on bricks and mortar. '.repeat(200)],
      ['empty lines and form feeds before the words', `${'\n'.repeat(100)}\f\fMinutes of the meeting`],
      ['a word that is longer than a page', `Minutes of the meeting ${'x'.repeat(6_000)}`],
    ])('begins the PDF of a text on its first page: %s', async (_, text) => {
      const source = join(folder, 'notes.txt');
      await writeFile(source, text);
      const where = { scratch: folder };
      const made = await new SofficeConverter(soffice ?? '').convert(await renderPages(source, 'text', where), where);
      const pages = await readLayer(made, where);
      expect(pages[0]?.text).toMatch(/^Minutes of the meeting/);
      expect(
        pages
          .map((page) => page.text)
          .join('')
          .replaceAll(/\s/g, ''),
      ).toBe(text.replaceAll(/\s/g, ''));
    });
  };
  // No package that can be fetched has LibreOffice.
  withTool('LibreOffice', soffice, tests, { mayBeMissing: !testDepth.isFull });
});
